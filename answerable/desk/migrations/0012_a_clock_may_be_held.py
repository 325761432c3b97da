from django.db import migrations, models


class Migration(migrations.Migration):
    """A clock can be held, and two of one promise can start at one moment (two updates agreed in one talk)."""

    dependencies = [
        ("desk", "0011_a_charter_is_adopted_on_the_screen"),
    ]

    operations = [
        migrations.AddField("clock", "paused", models.DateTimeField(null=True)),
        migrations.AddField("clock", "due_unpaused", models.DateTimeField(null=True)),
        migrations.AddField("clock", "ordinal", models.PositiveSmallIntegerField(default=0)),
        migrations.RemoveConstraint("clock", "clock_once_a_start"),
        migrations.AddConstraint(
            "clock",
            models.UniqueConstraint(fields=["case", "promise", "started", "ordinal"], name="clock_once_a_start"),
        ),
    ]
