"""A table for the cache, in which the counts of failed attempts are kept; migrations alone don't make it."""

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE IF EXISTS answerable_cache")


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_facts_are_found_by_kind")]

    operations = [migrations.RunPython(make, drop)]
