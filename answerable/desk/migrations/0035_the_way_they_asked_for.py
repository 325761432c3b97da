"""The way in which a customer asked to be told is a need of its own kind; a message knows why it went otherwise."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def to_ways(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """“By e-mail only” stood among the formats."""
    apps.get_model("desk", "Need").objects.filter(kind="format", what="e-mail only").update(kind="way")


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0034_a_scan_leaves_its_picture_to_its_page"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="otherwise",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="leftmessage",
            name="otherwise",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="need",
            name="kind",
            field=models.CharField(
                choices=[
                    ("way", "Way to be told"),
                    ("format", "Format"),
                    ("language", "Language"),
                    ("adjustment", "Adjustment"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(to_ways, migrations.RunPython.noop),
    ]
