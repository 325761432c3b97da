"""Only a program with a token comes in, and whatever goes wrong is said as problem details."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client as Http
from django.utils.timezone import now

from answerable.api.tokens import Shares
from answerable.desk.clients.actions import revoke
from answerable.desk.models import Client
from tests.api.asking import Program, a_program, problem
from tests.cast import PASSWORD, a_town

pytestmark = pytest.mark.django_db
LAMP = {"channel": "web", "text": "The lamp is out"}


@pytest.fixture(autouse=True)
def _town() -> None:
    a_town()


@pytest.mark.parametrize("token", ["", "wrong", "answerable_", "\u00e9"])
def test_without_a_token_that_is_known_nothing_is_done(token: str) -> None:
    refused = Program(token).post("contacts", LAMP)
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == "Bearer"
    assert "Authorization: Bearer" in problem(refused)["detail"]


def test_a_token_that_has_expired_or_was_revoked_is_none() -> None:
    expired, revoked = a_program(), a_program()
    first, second = Client.objects.order_by("pk")
    Client.objects.filter(pk=first.pk).update(expires=now() - timedelta(seconds=1))
    revoke(second, at=now())
    assert [program.get("cases").status_code for program in (expired, revoked)] == [401, 401]


def test_a_token_counts_in_the_header_only() -> None:
    program = a_program()
    stranger = Http()
    assert stranger.get(f"/api/v1/cases?token={program.token}").status_code == 401
    stranger.cookies["Authorization"] = f"Bearer {program.token}"
    assert stranger.get("/api/v1/cases").status_code == 401


def test_who_is_signed_in_at_the_desk_is_not_let_in_by_the_api() -> None:
    browser = Http()
    assert browser.login(username="bob@council.example.org", password=PASSWORD)
    assert browser.get("/api/v1/cases").status_code == 401


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        ("contacts:write", "contacts"),
        ("facts:write", "facts"),
        ("telephony:write", "telephony/events"),
        ("cases:read", "cases"),
    ],
)
def test_a_token_does_what_its_scopes_say_and_no_more(scope: str, allowed: str) -> None:
    program = a_program(scope)
    answers = {
        "contacts": program.post("contacts", {}),
        "facts": program.post("facts", {}),
        "telephony/events": program.post("telephony/events", {}),
        "cases": program.get("cases"),
    }
    assert {place for place, answer in answers.items() if answer.status_code != 403} == {allowed}
    refused = next(answer for place, answer in answers.items() if place != allowed)
    assert problem(refused)["type"] == "urn:answerable:problem:out-of-scope"


def test_only_the_tokens_digest_is_kept_and_the_day_of_its_last_use() -> None:
    program = a_program()
    program.get("cases")
    client = Client.objects.get()
    assert program.token not in str(vars(client))
    assert client.last_used == now().date()


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_object_is_a_problem(body: bytes) -> None:
    refused = a_program().post("contacts", body)
    assert refused.status_code in (400, 422)
    assert problem(refused)["detail"]


def test_too_large_a_body_is_a_problem(settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    refused = a_program().post("contacts", {**LAMP, "text": "x" * 2000})
    assert problem(refused)["status"] == 413


def test_an_unknown_address_and_a_wrong_method_are_problems() -> None:
    program = a_program()
    for place in ("nothing", "cases/A/b", "contacts/"):
        assert problem(program.get(place))["status"] == 404
    wrong = program.get("contacts")
    assert (problem(wrong)["status"], wrong["Allow"]) == (405, "POST")
    assert problem(program.http.delete("/api/v1/cases"))["status"] == 405
    assert problem(program.http.get("/api/v1/"))["status"] == 404


def test_a_program_in_a_hurry_is_told_how_long_to_wait(settings: LazySettings) -> None:
    settings.API_LIMIT = 3
    program, other = a_program(), a_program()
    answers = [program.get("cases") for _ in range(8)]
    slowed = next(answer for answer in answers if answer.status_code == 429)
    assert problem(slowed)["type"] == "urn:answerable:problem:too-many"
    assert 1 <= int(slowed["Retry-After"]) <= 60
    assert other.get("cases").status_code == 200


def test_two_processes_share_what_a_program_may_ask() -> None:
    a_program()
    client = Client.objects.get()
    here, there = Shares(), Shares()
    used = [process.use(client, minute=7, most=4) for process in (here, there) * 3]
    assert used == [True, True, True, True, False, False]
    assert here.use(client, minute=8, most=4), "each minute begins anew"


def test_the_share_is_written_down_a_hundredth_at_a_time(django_assert_num_queries: Any) -> None:
    a_program()
    client, process = Client.objects.get(), Shares()
    with django_assert_num_queries(3):
        assert all(process.use(client, minute=7, most=1000) for _ in range(30))


def test_the_description_needs_no_token_and_names_every_error() -> None:
    said = Http().get("/api/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    assert said["components"]["securitySchemes"]["Token"] == {"type": "http", "scheme": "bearer"}
    operations = [operation for methods in said["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert {"create_contact", "record_fact", "tell_of_calls", "list_cases", "read_case"} <= set(names)
    assert len(names) == len(set(names))
    for operation in operations:
        assert {"401", "403", "422", "429"} <= set(operation["responses"])
        errors = [said for status, said in operation["responses"].items() if status >= "400"]
        assert {kind for error in errors for kind in error["content"]} == {"application/problem+json"}
