"""What everybody would read: personal details are found before they are said in public."""

import pytest

from answerable.desk.social.personal import personal_details
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thank you, the bin is emptied today.", []),
        ("We wrote to ann@example.org.", ["an e-mail address"]),
        ("We ring you on 07700 900123.", ["a telephone number"]),
        ("Ring us on 01632 960000.", []),
        ("Is it 4 Mill Lane?", ["a house and street"]),
        ("You live at MK45 1AB", ["a postcode"]),
        ("Dear Mrs Lee, it is done.", ["the customer’s name"]),
        ("On 3 March we empty 40 bins.", []),
    ],
)
def test_personal_details_are_found(town: Town, text: str, found: list[str]) -> None:
    case = a_case(town, at=moment("Monday 2 March 2026 10:00"))
    assert personal_details(text, case, ours=("01632 960000",)) == found


def test_the_reference_of_the_case_is_one(town: Town) -> None:
    case = a_case(town, at=moment("Monday 2 March 2026 10:00"))
    assert personal_details(f"See {case.reference}.", case) == ["the reference of the case"]
