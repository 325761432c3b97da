"""What a case is called, where the customer gave no subject."""

import pytest

from answerable.desk.cases.need import MOST, in_short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The lamp is out. Please mend it.", "The lamp is out. Please mend it."),
        ("\n  The   lamp is out.\nSince Friday.", "The lamp is out."),
        (
            "Could you put us on the list for an allotment, a half plot if there is one? How long is the wait?",
            "Could you put us on the list for an allotment, a half plot if there is one?",
        ),
        (
            "I should like to hire the small hall on a Saturday afternoon for about forty people. Is it free?",
            "I should like to hire the small hall on a Saturday afternoon for about forty…",
        ),
        ("x" * 200, "x" * MOST + "…"),
        (" \n ", ""),
    ],
)
def test_a_case_is_called_by_its_first_sentence_or_the_beginning_of_it(text: str, short: str) -> None:
    assert in_short(text) == short
