"""The version of a case: what had happened to it when a page was made, so that the page can tell what came since."""

import re
from collections.abc import Iterable

from django.db.models import Model, OuterRef, Subquery

from answerable.desk.cases.models import Case, Note
from answerable.desk.history.models import Fact
from answerable.desk.incoming.models import Contact
from answerable.desk.outbox.models import Message

# What makes a case's version: the newest of each. None of these is ever deleted, and a later one has a higher number.
PARTS: dict[type[Model], str] = {Fact: "case", Note: "case", Message: "case", Contact: "cases"}
Version = tuple[int, ...]


def version_of(*parts: Iterable[Model]) -> str:
    """Return the version that these facts, notes, messages and contacts make."""
    return "-".join(str(max((row.pk for row in rows), default=0)) for rows in parts)


def versions(cases: Iterable[int]) -> dict[int, str]:
    """Return the version of each case, by its number, in one question."""
    newest = {
        f"newest_{place}": Subquery(
            kind._default_manager.filter(**{name: OuterRef("pk")}).order_by("-pk").values("pk")[:1]
        )
        for place, (kind, name) in enumerate(PARTS.items())
    }
    rows = Case.objects.filter(pk__in=list(cases)).annotate(**newest).values_list("pk", *newest)
    return {pk: "-".join(str(part or 0) for part in parts) for pk, *parts in rows}


def read_version(text: str) -> Version | None:
    """Return the numbers of a version as a form posted it; None for anything else."""
    return tuple(map(int, text.split("-"))) if re.fullmatch(r"\d{1,18}(-\d{1,18}){3}", text, re.ASCII) else None
