"""Every operation of the API, also one that is added later: whatever is sent, it answers as its description says.

Schemathesis makes the requests up from the OpenAPI document, right ones and wrong ones, the same each time.
"""

from itertools import count
from typing import Any

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.wsgi import get_wsgi_application
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
AS_DESCRIBED = schemathesis.openapi.from_dict(
    DESCRIBED,
    config=SchemathesisConfig.from_dict({"generation": {"deterministic": True, "with-security-parameters": False}}),
)
AS_DESCRIBED.app = get_wsgi_application()
few = settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
# What a description says of a request is not all: a case that it names must be there, a moment must be over.
NOT_SAID = CHECKS.get_by_names(["positive_data_acceptance"])
keys = count(1)


@pytest.fixture
def program(settings: LazySettings) -> Program:
    settings.API_LIMIT = 0
    a_town()
    return a_program()


@pytest.fixture
def reference(program: Program) -> str:
    """A case that is there."""
    return str(program.post("contacts", {"channel": "web", "text": "The lamp is out"}).json()["case"])


# Its requests close the connection in which the rows of the test are; SQLite's, in memory, stays.
@pytest.mark.skipif(ON_POSTGRES, reason="the requests of the fuzzer close the test's connection")
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
