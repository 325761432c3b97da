"""The API's own description (OpenAPI 3.1): how to use it, and every error that an operation may answer."""

from typing import Any

from answerable.api.problems import MEDIA_TYPE, Kind

DESCRIPTION = """\
For programs that pass contacts on to the council’s desk, record what happened outside it, and read cases with the
promises that were made.

Send the token that the council’s administrator issued in the header `Authorization: Bearer TOKEN`. Its scopes are
`contacts:write`, `facts:write`, `messages:write`, `telephony:write` and `cases:read`.

The API records only what comes from outside. *Answered* needs a message that was sent, a letter that was posted or
words that an officer spoke: no program can record it.
"""
_ALWAYS = (Kind.NO_TOKEN, Kind.OUT_OF_SCOPE, Kind.INVALID, Kind.TOO_MANY, Kind.FAILED)
_WRITING = (Kind.MALFORMED, Kind.TOO_LARGE)
_ONE = (Kind.NOT_FOUND,)
_PROBLEM = {
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "enum": [kind.uri for kind in Kind], "description": "What kind of problem it is."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What went wrong this time, and what to write instead."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def with_problems(schema: dict[str, Any]) -> dict[str, Any]:
    """Add to each operation of an OpenAPI document the errors that it may answer."""
    schema["components"]["schemas"]["Problem"] = _PROBLEM
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            kinds = _ALWAYS + (_WRITING if method == "post" else ()) + (_ONE if "{" in address else ())
            operation["responses"].update(_responses(kinds))
    return schema


def _responses(kinds: tuple[Kind, ...]) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(kind.status): {"description": kind.title, "content": content} for kind in kinds}
