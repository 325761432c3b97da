"""Writing and finding rows without Django making up the same SQL each time: for the way of every mail, case and call.

`Model.objects.create` and `filter` spend most of their time on composing the statement. Here it is composed once a
table.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections, router
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)

Row = TypeVar("Row", bound=Model)


def insert(row: Row) -> Row:
    """Write one new row; return it with its primary key."""
    return insert_all([row])[0]


def insert_all(rows: Iterable[Row]) -> list[Row]:
    """Write new rows of one table in one statement, or in few; return them with their primary keys."""
    new = list(rows)
    if new:
        alias = router.db_for_write(type(new[0]))
        at_once = _MOST_VALUES // len(_statement(type(new[0]), alias)[1])
        for begin in range(0, len(new), at_once):
            _insert(new[begin : begin + at_once], alias)
    return new


_MOST_VALUES = 20_000  # in one statement: every database takes so many


def _insert(new: Sequence[Row], alias: str) -> None:
    connection = connections[alias]
    start, fields, marks, end = _statement(type(new[0]), alias)
    values: list[Any] = [
        value if value is None or type(value) is as_it_is else _prepared(field, value, alias)
        for row in new
        for field, name, as_it_is in fields
        for value in (row.__dict__[name],)
    ]
    with connection.cursor() as cursor:
        cursor.execute(start + ", ".join([marks] * len(new)) + end, values)
        for row, (pk,) in zip(new, cursor.fetchall(), strict=True):
            row.pk = pk
            row._state.adding, row._state.db = False, alias


def _prepared(field: "Field[object, object]", value: object, alias: str) -> object:
    # Two moments of another zone are equal by the clock on the wall, also in the hour that comes twice.
    if isinstance(value, datetime) and value.tzinfo is UTC and isinstance(field, DateTimeField):
        return _moment(value, alias)
    return field.get_db_prep_save(value, connections[alias])


@lru_cache(maxsize=4096)  # rows that are written together share many
def _moment(value: datetime, alias: str) -> object:
    return connections[alias].ops.adapt_datetimefield_value(value)


@lru_cache(maxsize=64)
def _statement(model: type[Model], alias: str) -> "tuple[str, tuple[_Column, ...], str, str]":
    quote = connections[alias].ops.quote_name
    fields = tuple(
        field
        for field in model._meta.local_concrete_fields
        if not field.generated and field is not model._meta.auto_field
    )
    columns = ", ".join(quote(field.column or "") for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    pk = model._meta.pk
    assert pk is not None
    start = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "
    named = tuple((field, field.attname, _as_it_is(field)) for field in fields)
    return start, named, marks, f" RETURNING {quote(pk.column or '')}"


# A field, where its value stands in a row, and the type whose values are written as they are.
_Column = tuple["Field[object, object]", str, type | None]


def _as_it_is(field: Any) -> type | None:
    if isinstance(field, ForeignKey):
        return _as_it_is(field.target_field)
    return next((kind for of, kind in _PLAIN if isinstance(field, of)), None)


_PLAIN = ((CharField | TextField, str), (IntegerField, int), (BooleanField, bool))


def rows_with(model: type[Row], *, locked: bool = False, **values: object) -> list[Row]:
    """Return the rows of a table that have these values in these columns, such as `occasion_id=7`, in no order.

    Of several values, in a list or a set, a row has one. `locked`: whoever else asks so waits until the transaction
    ends.
    """
    if any(isinstance(value, Collection) and not value for value in values.values()):
        return []
    alias = router.db_for_read(model)
    connection = connections[alias]
    start, names, converters = _question(model, alias)
    conditions, given = [], []
    for name, value in values.items():
        field: Any = model._meta.get_field(name.removesuffix("_id"))
        any_of = [value] if isinstance(value, str | int) else list(value)  # type: ignore[call-overload]
        conditions.append(f"{connection.ops.quote_name(field.column)} IN ({', '.join(['%s'] * len(any_of))})")
        given += [field.get_db_prep_value(one, connection) for one in any_of]
    end = " FOR UPDATE" if locked and connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{start} WHERE {' AND '.join(conditions)}{end}", given)
        found = cursor.fetchall()
    return [model.from_db(alias, names, _read(row, converters)) for row in found]


def _read(row: Iterable[object], converters: "Iterable[tuple[int, Callable[[object], object]]]") -> list[object]:
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return values


@lru_cache(maxsize=64)
def _question(model: type[Model], alias: str) -> tuple[str, list[str], list[tuple[int, Callable[[object], object]]]]:
    connection = connections[alias]
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    converters = [(place, one) for place, field in enumerate(fields) for one in _converters(model, field, alias)]
    return f"SELECT {columns} FROM {quote(model._meta.db_table)}", [field.attname for field in fields], converters


def _converters(model: type[Model], field: Any, alias: str) -> list[Callable[[object], object]]:
    connection = connections[alias]
    column = field.get_col(model._meta.db_table)
    each = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return [lambda value, convert=one: convert(value, column, connections[alias]) for one in each]  # type: ignore[misc]


def update(row: Model, **values: object) -> None:
    """Give a row these values in these columns, in the table and as it is."""
    meta, alias = row._meta, router.db_for_write(type(row), instance=row)
    connection = connections[alias]
    fields: list[Any] = [meta.get_field(name.removesuffix("_id")) for name in values]
    quote = connection.ops.quote_name
    for name, value in values.items():
        setattr(row, name, value)
    given = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    assert meta.pk is not None
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {quote(meta.pk.column or '')} = %s", [*given, row.pk]
        )
