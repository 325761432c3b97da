"""Adopting a charter."""

from datetime import datetime

from django.db import transaction

from answerable.charter.reader import read_charter
from answerable.desk.charters.models import Edition
from answerable.desk.council.actions import law_changed
from answerable.desk.officers.models import Officer


@transaction.atomic
def adopt(text: str, *, starts: datetime, by: Officer | None) -> Edition:
    """Adopt a charter's text as the next edition, in force for clocks that start from `starts` on.

    Raises CharterErrors if the text isn't a charter.
    """
    read_charter(text)
    edition = Edition.objects.create(number=Edition.objects.count() + 1, text=text, starts=starts, adopted_by=by)
    law_changed()
    return edition
