"""Texts go to a gateway by HTTP: a real one on loopback, which the operator has allowed."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest

from answerable.channels.outside import NotAllowed, call, refuse_address
from answerable.channels.sms.send import Gateway, Never, NotNow, send
from tests.cast import moment
from tests.gateway import GatewayServer
from tests.servers import free_port

NOON = moment("Friday 27 November 2026 12:00")
SERVICE, SECRET = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
KEY = f"the_key-{SERVICE}-{SECRET}"


@pytest.fixture
def server() -> Iterator[GatewayServer]:
    with GatewayServer() as server:
        yield server


def through(server: GatewayServer, kind: str = "http", secret: str = "s3cret") -> Gateway:
    return Gateway(
        kind=kind, address=server.url, secret=secret, template="t1", number="+447700900001", allowed=server.place
    )


def test_any_gateway_is_sent_one_json_object_with_the_token(server: GatewayServer) -> None:
    send(through(server), name="abc", to="+447700900123", text="Grüße", at=NOON)
    (asked,) = server.asked
    assert asked.body == {"id": "abc", "to": "+447700900123", "from": "+447700900001", "text": "Grüße"}
    assert asked.headers["Authorization"] == "Bearer s3cret"


def test_notify_is_asked_as_its_api_wants_with_a_signed_token(server: GatewayServer) -> None:
    send(through(server, "notify", KEY), name="abc", to="+447700900123", text="Hello", at=NOON)
    (asked,) = server.asked
    assert asked.path == "/v2/notifications/sms"
    assert asked.body == {
        "phone_number": "+447700900123",
        "template_id": "t1",
        "personalisation": {"text": "Hello"},
        "reference": "abc",
    }
    head, claims, signature = asked.headers["Authorization"].removeprefix("Bearer ").split(".")
    assert decoded(head) == {"typ": "JWT", "alg": "HS256"}
    assert decoded(claims) == {"iss": SERVICE, "iat": int(NOON.timestamp())}
    expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(expected).rstrip(b"=").decode() == signature


def decoded(part: str) -> object:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.mark.parametrize(("status", "ends"), [(400, Never), (422, Never), (403, NotNow), (429, NotNow), (500, NotNow)])
def test_a_refusal_of_this_text_is_for_ever_and_any_other_for_now(
    server: GatewayServer, status: int, ends: type[Exception]
) -> None:
    server.answer(status, {"errors": [{"error": "ValidationError", "message": "phone_number Not a UK mobile"}]})
    with pytest.raises(ends, match="Not a UK mobile"):
        send(through(server), name="abc", to="+447700900123", text="Hello", at=NOON)


def test_a_redirect_is_not_followed(server: GatewayServer) -> None:
    server.answer(302, {}, {"Location": "http://169.254.169.254/"})
    with pytest.raises(NotNow):
        send(through(server), name="abc", to="+447700900123", text="Hello", at=NOON)
    assert len(server.asked) == 1


def test_a_gateway_that_is_away_is_tried_later() -> None:
    place = f"127.0.0.1:{free_port()}"
    away = Gateway(kind="http", address=f"http://{place}/", secret="x", allowed=place)
    with pytest.raises(NotNow, match="can't be reached"):
        send(away, name="abc", to="+447700900123", text="Hello", at=NOON)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "https://a b.example",
        "https://u:p@example.org/",
        "gateway",
    ],
)
def test_an_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(NotAllowed, match="https://"):
        refuse_address(url, allowed="")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "0.0.0.0"])
def test_the_own_network_is_not_called_unless_the_operator_allows_it(host: str) -> None:
    with pytest.raises(NotAllowed, match="private"):
        call("POST", f"https://{host}/", body=b"", headers={}, allowed="gateway.lan:8443")
