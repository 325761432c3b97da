"""A rehearsal counts the register too: what is renewed too seldom for another charter would have been broken."""

from datetime import date

import pytest

from answerable.charter.rehearsing.rehearsed import Outcome
from answerable.desk.records.actions import renew
from answerable.desk.rehearsals.actions import rehearse, text_in_force
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 10 April 2025 12:00")
TWO_YEARS = 'each = "officer", every = "2 years"'


def test_training_each_year_instead_of_every_second_would_have_been_broken(town: Town) -> None:
    a_case(town, at=moment("Monday 10 March 2025 09:00"))
    trained = moment("Wednesday 6 March 2024 09:00")
    bob = f"officer-{town.bob.pk}"
    renew(bob, of="customer care training", done_at=trained, evidence="Attended", at=trained, by=town.carol)
    text = text_in_force(NOW)
    assert TWO_YEARS in text
    other = text.replace(TWO_YEARS, 'each = "officer", every = "1 year"')
    line = next(one for one in rehearse(other, date(2025, 3, 1), date(2025, 3, 31), NOW) if one.promise == "F29")
    assert (line.before, line.after) == (Outcome(0, 0), Outcome(0, 1))  # due on 6 March 2025, and not done
    assert line.weeks == (date(2025, 3, 3),)
