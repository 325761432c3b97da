"""The bank holidays that ship with the program reach far enough ahead to promise by."""

from datetime import UTC, datetime

import pytest

from answerable.charter.calendar.holidays import NATIONS, shipped_holidays


@pytest.mark.parametrize("nation", NATIONS)
def test_bank_holidays_are_known_to_the_end_of_next_year(nation: str) -> None:
    next_year = datetime.now(UTC).year + 1
    known = shipped_holidays().known_until(nation)
    assert known.year >= next_year, (
        f"The bank holidays of {nation} are known to {known} only. Add those of {next_year}, as GOV.UK lists them, "
        "to answerable/charter/data/bank-holidays.json, and move its known_to."
    )
