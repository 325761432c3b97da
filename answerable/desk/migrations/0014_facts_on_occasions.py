import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0013_ids_of_promises_as_long_as_a_charter_allows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clock",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="desk.case"
            ),
        ),
        migrations.AlterField(
            model_name="fact",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="desk.case"
            ),
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("reception visit", "Reception visit"),
                            ("appointment", "Appointment"),
                            ("home visit", "Home visit"),
                            ("absence", "Absence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("channel", models.CharField(blank=True, max_length=12)),
                ("at", models.DateTimeField()),
                ("next_due", models.DateTimeField(null=True)),
                ("next_promise", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "at"], name="occasions_by_kind"),
                    models.Index(
                        condition=models.Q(("next_due__isnull", False)), fields=["next_due"], name="occasions_by_due"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="clock",
            name="occasion",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clocks",
                to="desk.occasion",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="occasion",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.occasion"
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="occasion",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="facts",
                to="desk.occasion",
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("case", None)), fields=["occasion", "at"], name="facts_of_an_occasion"
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("occasion", None)),
                    models.Q(("case", None), ("occasion__isnull", False)),
                    _connector="OR",
                ),
                name="clock_of_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("case", None)),
                fields=("occasion", "promise", "started", "ordinal"),
                name="clock_once_a_start_of_an_occasion",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("occasion", None)),
                    models.Q(("case", None), ("occasion__isnull", False)),
                    _connector="OR",
                ),
                name="fact_of_one_subject",
            ),
        ),
    ]
