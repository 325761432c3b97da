import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from answerable.desk.search import engines


def index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    engines.make(editor, "desk_casewords", "case_id", ["names", "words"])
    engines.make(editor, "desk_customerwords", "customer_id", ["names"])


def no_index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    engines.drop(editor, "desk_casewords")
    engines.drop(editor, "desk_customerwords")


def words_of(table: str) -> "models.OneToOneField[models.Model, models.Model]":
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name="words",
        serialize=False,
        to=table,
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_a_sorting_can_be_undone")]

    operations = [
        migrations.CreateModel(
            name="CaseWords",
            fields=[("case", words_of("desk.case")), ("names", models.TextField()), ("words", models.TextField())],
        ),
        migrations.CreateModel(
            name="CustomerWords",
            fields=[("customer", words_of("desk.customer")), ("names", models.TextField())],
        ),
        migrations.RunPython(index, no_index),
    ]
