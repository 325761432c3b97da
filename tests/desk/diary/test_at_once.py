"""Two officers make an appointment for one time at once: one of them has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from answerable.desk.cases.models import Case
from answerable.desk.diary.appointments import DoubleBooking, make
from answerable.desk.models import Appointment, RoomBooking
from tests.cast import Town, a_case
from tests.desk.diary.agreed import MONDAY, agreed

# On SQLite whoever writes has the whole database to themselves.
pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


def test_of_two_who_book_one_officer_at_once_one_has_the_time(town: Town) -> None:
    cases = [a_case(town, at=MONDAY) for _ in range(2)]
    wanted, together = agreed(town), Barrier(2)

    def book(case: Case) -> str:
        try:
            together.wait()
            make(case, wanted, at=MONDAY, by=town.dan)
            return "made"
        except DoubleBooking:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(book, cases)) == ["made", "taken"]
    assert (Appointment.objects.count(), RoomBooking.objects.count()) == (1, 1)
