"""Whatever a program sends, it is done or refused in words: the API never fails."""

from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.charter.facts import CHANNELS, KINDS
from tests.api.asking import Program, a_program, problem
from tests.cast import a_town
from tests.laws import ONE_FIXTURE

pytestmark = pytest.mark.django_db
often = settings(max_examples=80, suppress_health_check=ONE_FIXTURE)

texts = st.text(st.characters(exclude_categories=[]), max_size=60)
moments = st.sampled_from(
    ["2024-02-29", "2025-02-29", "2025-03-30T01:30", "9999-12-31", "0001-01-01T00:00Z", "now", ""]
)
odd = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.lists(texts, max_size=2)
contacts = st.fixed_dictionaries(
    {"channel": st.sampled_from(CHANNELS) | odd, "text": texts | odd},
    optional={
        "subject": texts,
        "received_at": moments | odd,
        "customer": st.fixed_dictionaries({}, optional={"name": texts, "email": texts, "telephone": texts}) | odd,
        "type": st.sampled_from(["enquiry", "complaint"]) | odd,
        "service": texts,
        "case": texts,
        "acknowledgement_requested": odd,
    },
)
facts = st.fixed_dictionaries(
    {"case": texts, "kind": st.sampled_from([kind.name for kind in KINDS]) | odd, "at": moments | odd},
    optional={"channel": st.sampled_from(CHANNELS) | odd},
)


@pytest.fixture
def program(settings: LazySettings) -> Program:
    settings.API_LIMIT = 0
    a_town()
    return a_program()


def is_done_or_refused(answer: Any) -> bool:
    return answer.status_code == 201 or problem(answer)["status"] in (400, 403, 422)


@often
@given(contact=contacts)
def test_any_contact(program: Program, contact: dict[str, Any]) -> None:
    assert is_done_or_refused(program.post("contacts", contact))


@often
@given(fact=facts)
def test_any_fact(program: Program, fact: dict[str, Any]) -> None:
    assert is_done_or_refused(program.post("facts", fact))


@often
@given(body=st.binary(max_size=200) | st.recursive(odd, st.lists, max_leaves=5))
def test_any_bytes_at_all(program: Program, body: object) -> None:
    assert is_done_or_refused(program.post("contacts", body))


@often
@given(key=texts)
def test_any_key(program: Program, key: str) -> None:
    try:
        answer = program.post("contacts", {"channel": "web", "text": "The lamp is out"}, key=key)
    except UnicodeEncodeError:  # what no header can carry never arrives
        return
    assert is_done_or_refused(answer)


@often
@given(
    asked=st.fixed_dictionaries(
        {}, optional={"open": texts, "overdue": texts, "limit": texts, "after": texts, "channel": texts}
    ),
    reference=texts.filter(lambda text: "\0" not in text),  # no page at all has such an address
)
def test_any_question(program: Program, asked: dict[str, str], reference: str) -> None:
    try:
        answers = [program.get("cases", **asked), program.get(f"cases/{reference}")]
    except UnicodeEncodeError:
        return
    assert all(answer.status_code == 200 or problem(answer)["status"] in (404, 422) for answer in answers)
