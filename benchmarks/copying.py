"""Every row of a desk on SQLite, copied to an empty desk on PostgreSQL: the same cases on both."""

import sqlite3
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model


def copy_desk(source: Path) -> None:
    """Copy the rows of the SQLite file into this process's database, whose tables are made already."""
    models = list(apps.get_app_config("desk").get_models(include_auto_created=True))
    theirs = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    # One transaction: what refers to what is checked at its end.
    with transaction.atomic(), connection.cursor() as cursor:
        tables = ", ".join(f'"{model._meta.db_table}"' for model in models)
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")  # SQLite's moments are written so
        for model in models:
            _copy(model, theirs)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    theirs.close()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself, in its own time


def _copy(model: type[Model], theirs: sqlite3.Connection) -> None:
    table = model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as rows:
        for row in theirs.execute(f'SELECT {columns} FROM "{table}"'):
            rows.write_row(row)
