"""How many texts a text is."""

import pytest

from answerable.desk.sms.numbers import may_be_texted, one_spelling
from answerable.desk.sms.segments import length_of


@pytest.mark.parametrize(
    ("text", "places", "parts"),
    [
        ("", 0, 0),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("é£@", 3, 1),
        ("ŵ" * 70, 70, 1),
        ("ŵ" * 71, 71, 2),
        ("😀", 2, 1),
        ("😀" * 36, 72, 2),
    ],
)
def test_a_text_goes_in_parts(text: str, places: int, parts: int) -> None:
    assert (length_of(text).places, length_of(text).parts) == (places, parts)


def test_what_makes_it_long_is_said() -> None:
    assert "Because of ŵ only 70 letters fit into one" in length_of("Mae’n dŵr".replace("’", "'")).words


@pytest.mark.parametrize("spelling", ["07700 900123", "+44 7700 900123", "0044 7700900123", "447700900123"])
def test_a_number_has_one_spelling(spelling: str) -> None:
    assert one_spelling(spelling).endswith("7700900123")


@pytest.mark.parametrize(
    ("number", "may"),
    [
        ("07700 900123", True),
        ("+447700900123", True),
        ("01632 960123", True),
        ("+33612345678", True),
        ("60006", False),
        ("NatWest", False),
        ("HMRC", False),
        ("0909 879 0123", False),
        ("", False),
    ],
)
def test_short_codes_names_and_premium_numbers_are_never_texted(number: str, may: bool) -> None:
    assert may_be_texted(number) is may
