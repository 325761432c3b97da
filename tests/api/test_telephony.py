"""A telephone system tells of calls as they happen: once, twice, late, in any order."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from answerable.desk.models import Call, CallEvent, Feed
from answerable.desk.telephone.events import KINDS
from tests.api.asking import Program, a_program, problem
from tests.cast import a_town, moment
from tests.laws import ONE_FIXTURE

pytestmark = pytest.mark.django_db
NOW = moment("Friday 28 March 2025 16:59")


@pytest.fixture
def program(time_machine: TimeMachineFixture) -> Program:
    time_machine.move_to(NOW, tick=False)
    a_town()
    return a_program()


def event(id: str, kind: str, at: str, **more: object) -> dict[str, object]:
    return {"id": id, "call": "c1", "kind": kind, "at": f"2025-03-28T{at}", **more}


CALL = [
    event("1", "ringing", "16:00:00.250", line="01632 960000", caller="01632 960123"),
    event("2", "picked up", "16:00:20.250", officer="201"),
    event("3", "ended", "16:03:00"),
]


def test_F02_a_call_is_told_one_event_at_a_time_or_all_at_once(program: Program) -> None:
    one = program.post("telephony/events", CALL[0])
    assert (one.status_code, one.json()) == (201, {"new": 1, "known": 0, "differing": 0})
    assert Call.objects.get().rings
    rest = program.post("telephony/events", CALL)
    assert rest.json() == {"new": 2, "known": 1, "differing": 0}
    call = Call.objects.get()
    assert (call.outcome, call.ring_seconds, call.answered_as, call.caller) == ("answered", 20.0, "201", "01632 960123")
    assert call.occasion.clocks.get(promise="F02").in_time
    assert Feed.objects.get().name == "Street light fault line"


def test_the_same_events_in_another_order_are_known_already(program: Program) -> None:
    assert program.post("telephony/events", CALL[::-1]).json() == {"new": 3, "known": 0, "differing": 0}
    assert program.post("telephony/events", CALL, key="again").json() == {"new": 0, "known": 3, "differing": 0}
    again = {**CALL[0], "call": "c2"}
    assert program.post("telephony/events", again).json() == {"new": 0, "known": 1, "differing": 1}
    assert CallEvent.objects.count() == 3


def test_a_request_under_a_key_is_answered_with_the_same_words(program: Program) -> None:
    first, again = (program.post("telephony/events", CALL, key="batch 1") for _ in range(2))
    assert first.content == again.content and again["Idempotent-Replay"] == "true"
    assert program.post("telephony/events", CALL[:1], key="batch 1").status_code == 422


def test_one_bad_event_is_named_by_its_place_and_nothing_is_taken_in(program: Program) -> None:
    refused = program.post("telephony/events", [CALL[0], event("2", "exploded", "16:00"), event("", "ended", "16:01")])
    assert refused.status_code == 422
    errors = {error["field"]: error["detail"] for error in problem(refused)["errors"]}
    assert errors["1.kind"].startswith("Write one of: ringing, picked up, held")
    assert "2.id" in errors
    assert not CallEvent.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"at": "2025-03-28T17:05"}, "0.at", "put the telephone system’s clock right"),
        ({"at": "2025-03-30T01:30"}, "0.at", "does not exist"),
        ({"at": "2024-10-27T01:30"}, "0.at", "happens twice"),
        ({"call": ""}, "0.call", "Name the call"),
        ({"agent": "201"}, "0.agent", "There is no such field"),
        ({"details": {"to": 5}}, "0.details.to", "string"),
        ({"caller": "\x00"}, "0.caller", "control characters"),
    ],
)
def test_what_is_wrong_is_said_in_words(program: Program, wrong: dict[str, object], field: str, words: str) -> None:
    refused = program.post("telephony/events", CALL[0] | wrong)
    assert refused.status_code == 422
    assert problem(refused)["errors"][0]["field"] == field
    assert words in problem(refused)["errors"][0]["detail"]


def test_a_heartbeat_is_heard_and_is_no_call(program: Program) -> None:
    beat = {"id": "beat", "kind": "heartbeat", "at": "2025-03-28T16:58:59"}
    assert program.post("telephony/events", beat).status_code == 201
    assert (Feed.objects.get().heard_at, Feed.objects.get().beats, Call.objects.count()) == (NOW, True, 0)


def test_a_token_for_something_else_tells_of_no_calls() -> None:
    a_town()
    assert a_program("facts:write").post("telephony/events", CALL).status_code == 403


texts = st.text(st.characters(exclude_categories=[]), max_size=40)
odd = st.none() | st.booleans() | st.integers() | texts | st.lists(texts, max_size=2)
told = st.fixed_dictionaries(
    {"id": texts | odd, "kind": st.sampled_from(KINDS) | odd, "at": st.sampled_from(["2025-03-28", "now"]) | odd},
    optional={"call": texts, "line": texts, "caller": texts, "officer": texts | odd, "details": odd},
)


@settings(max_examples=60, suppress_health_check=ONE_FIXTURE)
@given(body=told | st.lists(told | odd, max_size=3) | odd)
def test_whatever_is_sent_is_done_or_refused_in_words(program: Program, body: Any) -> None:
    answer = program.post("telephony/events", body)
    assert answer.status_code == 201 or problem(answer)["status"] in (400, 422)
