"""PostgreSQL's tables written to files and read from them, by COPY, in one transaction each way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction


def exported(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give each table's name with a file of its rows, all as of one moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in _tables(cursor):
            file = folder / "rows"
            columns = _columns(cursor, table)
            with file.open("wb") as out, cursor.copy(f"COPY {_quoted(table)} ({columns}) TO STDOUT") as copy:
                out.write(f"{columns}\n".encode())
                for rows in copy:
                    out.write(rows)
            yield table, file


@transaction.atomic
def imported(folder: Path) -> None:
    """Fill the tables, made just before by the migrations, with the rows in `folder`."""
    with connection.cursor() as cursor:
        tables = _tables(cursor)
        cursor.execute(f"TRUNCATE {', '.join(_quoted(table) for table in tables)}")
        for table in tables:
            # What triggers would add stands in the rows already.
            cursor.execute(f"ALTER TABLE {_quoted(table)} DISABLE TRIGGER USER")
            _fill(cursor, table, folder / table)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {_quoted(table)} ENABLE TRIGGER USER")
        _set_sequences(cursor, tables)


def is_empty() -> bool:
    """Say whether the database has no tables."""
    return not connection.introspection.table_names()


def weigh() -> None:
    """Have PostgreSQL look at what its tables hold now; until then it plans by what they held before many rows came."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _fill(cursor: Any, table: str, file: Path) -> None:
    if not file.exists():
        return
    with file.open("rb") as rows:
        columns = rows.readline().decode().strip()
        with cursor.copy(f"COPY {_quoted(table)} ({columns}) FROM STDIN") as copy:
            while piece := rows.read(1 << 20):
                copy.write(piece)


def _tables(cursor: Any) -> list[str]:
    names = [table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"]
    return sorted(set(names) - {"django_migrations"})


def _columns(cursor: Any, table: str) -> str:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return ", ".join(_quoted(name) for (name,) in cursor.fetchall())


def _set_sequences(cursor: Any, tables: list[str]) -> None:
    from django.apps import apps

    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
