"""A visit as the tests plan it: Bob goes to Mrs Lee on a Tuesday afternoon."""

from datetime import datetime
from typing import Any

from answerable.desk.officers.models import Officer
from answerable.desk.visits.actions import Plan, plan
from answerable.desk.visits.models import Visit
from tests.cast import Town, moment

MONDAY = moment("Monday 2 March 2026 09:00")
TUESDAY = "Tuesday 3 March 2026"
ADDRESS = "12 Mill Lane, Flitwick"


def at(clock: str) -> datetime:
    return moment(f"{TUESDAY} {clock}")


def a_visit(town: Town, *, officer: Officer | None = None, **more: Any) -> Visit:
    """Plan Bob's visit of Tuesday from 14:00 to 15:00, safe by 15:30."""
    usual = {"begins": at("14:00"), "ends": at("15:00"), "safe_by": at("15:30"), "address": ADDRESS}
    planned = Plan(
        **{**usual, "officer": officer or town.bob, "purpose": "Looks at the damp", "customer": town.mrs_lee, **more}
    )
    return plan(planned, at=MONDAY, by=town.dan)
