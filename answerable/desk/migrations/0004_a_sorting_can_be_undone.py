import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_today_finds_what_waits")]

    operations = [
        migrations.CreateModel(
            name="Sorting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("sorted_as", models.CharField(max_length=20)),
                ("taken_before", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("brought", models.ManyToManyField(related_name="+", to="desk.contact")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sortings", to="desk.case"
                    ),
                ),
                (
                    "joined",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.case"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owner_before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="sorting",
            index=models.Index(
                condition=models.Q(("undone_at", None)), fields=["officer", "at"], name="sortings_of_an_officer"
            ),
        ),
    ]
