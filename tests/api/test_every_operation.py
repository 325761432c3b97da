"""Every operation of the API, also one that is added later: whatever is sent, it answers as its description says.

Schemathesis makes the requests up from the OpenAPI document, right ones and wrong ones, the same each time.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

from answerable.api.urls import api
from tests.api.asking import Program, a_program
from tests.cast import a_town
from tests.databases import ON_POSTGRES

pytestmark = pytest.mark.django_db
DESCRIBED = api.get_openapi_schema(path_prefix="/api/v1/")
WRITES = [
    (f"{method.upper()} {address}", operation)
    for address, methods in DESCRIBED["paths"].items()
    for method, operation in methods.items()
    if method != "get"
]
# The whole on SQLite, with every border of what is described; on PostgreSQL a few of each operation.
FEW = 4 if ON_POSTGRES else 12
CONFIG = {
    "generation": {"deterministic": True, "with-security-parameters": False},
    "phases": {"coverage": {"enabled": not ON_POSTGRES}},
}
AS_DESCRIBED = schemathesis.openapi.from_dict(DESCRIBED, config=SchemathesisConfig.from_dict(CONFIG))
AS_DESCRIBED.app = get_wsgi_application()
few = settings(
    max_examples=FEW, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
# What a description says of a request is not all: a case that it names must be there, a moment must be over.
NOT_SAID = CHECKS.get_by_names(["positive_data_acceptance"])
keys = count(1)


@pytest.fixture
def program(settings: LazySettings) -> Program:
    settings.API_LIMIT = 0
    a_town()
    return a_program()


@pytest.fixture
def reference(program: Program) -> Iterator[str]:
    """A case that is there, on a connection that requests leave open: the test's own rows are on it.

    Django closes it as a request begins and ends. Its test client keeps it from that, but only during its own
    requests, and connects the signals anew after each: so they are disconnected after the last of those.
    """
    case = str(program.post("contacts", {"channel": "web", "text": "The lamp is out"}).json()["case"])
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield case
    for end in ends:
        end.connect(close_old_connections)


@AS_DESCRIBED.parametrize()
@few
def test_an_operation_answers_as_its_description_says(case: Any, program: Program, reference: str) -> None:
    token = {"Authorization": f"Bearer {program.token}"}
    right = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if right:
        name_what_is_there(case, reference)
        case.headers["Idempotency-Key"] = f"key {next(keys)}"
    answer = case.call(headers=token)
    case.validate_response(answer, headers=token, excluded_checks=NOT_SAID)
    if right and answer.status_code == 201:
        again = case.call(headers=token)
        assert (again.status_code, again.content) == (201, answer.content)
        assert again.headers["idempotent-replay"] == ["true"], "the same request under the same key is done once"


def name_what_is_there(case: Any, reference: str) -> None:
    for named in (case.path_parameters, case.body):
        if isinstance(named, dict):
            named.update({name: reference for name in ("reference", "case") if name in named})


@pytest.mark.parametrize(("operation", "described"), WRITES, ids=[name for name, _ in WRITES])
def test_every_write_takes_an_idempotency_key(operation: str, described: dict[str, Any]) -> None:
    headers = {each["name"] for each in described.get("parameters", []) if each["in"] == "header"}
    assert "Idempotency-Key" in headers, f"{operation} sent twice is done twice"
