"""A line is known by the one spelling of its number. Two that were one are joined, with their calls."""

from collections import defaultdict
from typing import Any

from django.db import migrations, models
from django.db.migrations.state import StateApps

from answerable.desk.telephone.lines import line_key


def join_doubles(apps: StateApps, editor: object) -> None:
    line, call = apps.get_model("desk", "Line"), apps.get_model("desk", "Call")
    same = defaultdict(list)
    for one in line.objects.order_by("id"):
        same[line_key(one.code)].append(one)
    for key, (kept, *others) in ((key, sorted(ones, key=_untended)) for key, ones in same.items()):
        for other in others:
            call.objects.filter(line=other).update(line=kept)
            kept.section = kept.section or other.section
            kept.office_id = kept.office_id or other.office_id
            other.delete()
        kept.key = key
        kept.save()


def _untended(line: Any) -> tuple[bool, bool, bool, int]:
    """The one comes first that somebody has named, and said more of."""
    return (line.name == line.code, line.office_id is None, not line.section, line.pk)


class Migration(migrations.Migration):
    dependencies = [("desk", "0035_the_way_they_asked_for")]

    operations = [
        migrations.AddField("line", "key", models.CharField(default="", max_length=80)),
        migrations.AlterField("line", "code", models.CharField(max_length=80)),
        migrations.RunPython(join_doubles, migrations.RunPython.noop),
    ]
