"""Each page of a scan is drawn. Those of several pages, and PDFs, are read anew by the worker."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.state import StateApps


def first_pages(apps: StateApps, editor: object) -> None:
    scans, pages = apps.get_model("desk", "Scan"), apps.get_model("desk", "ScanPage")
    for pk, picture in scans.objects.exclude(picture=None).values_list("pk", "picture").iterator(100):
        pages.objects.create(scan_id=pk, number=1, picture=picture)
    scans.objects.filter(models.Q(pages__gt=1) | models.Q(kind="pdf", pages=1)).update(read_at=None, tries=0)


class Migration(migrations.Migration):
    dependencies = [("desk", "0032_names_of_calls_are_used_again")]

    operations = [
        migrations.CreateModel(
            name="ScanPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("picture", models.BinaryField()),
                (
                    "scan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drawings", to="desk.scan"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="scanpage",
            constraint=models.UniqueConstraint(fields=("scan", "number"), name="a_page_is_drawn_once"),
        ),
        migrations.RunPython(first_pages, migrations.RunPython.noop),
    ]
