"""Telephone services tell of calls in their own way: only those who know the secret."""

import base64
import hmac
import json
from typing import Any

import pytest
from django.test import Client as Http

from answerable.desk.council.secrets import encrypted
from answerable.desk.models import Call, CallEvent, Webhook
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
SECRET = "a shared secret"
PLACE = "/api/v1/telephony/webhooks/cloud"


@pytest.fixture
def cloud(town: Town) -> Webhook:
    return Webhook.objects.create(name="cloud", style="form", secret=encrypted(SECRET))


def post(fields: dict[str, str], secret: str = SECRET) -> Any:
    signed = "http://127.0.0.1:8000" + PLACE + "".join(name + fields[name] for name in sorted(fields))
    signature = base64.b64encode(hmac.digest(secret.encode(), signed.encode(), "sha1")).decode()
    return Http().post(PLACE, fields, headers={"X-Twilio-Signature": signature})


def customer(status: str, time: str) -> dict[str, str]:
    return {
        "CallSid": "CA1",
        "CallStatus": status,
        "From": "+441632960123",
        "To": "+441632960000",
        "Direction": "inbound",
        "Timestamp": f"Wed, 03 Jun 2026 {time} +0000",
    }


def officer(status: str, time: str) -> dict[str, str]:
    return customer(status, time) | {
        "CallSid": "CA2",
        "ParentCallSid": "CA1",
        "To": "sip:201",
        "Direction": "outbound-dial",
    }


def test_F02_signed_forms_make_a_call_that_a_person_answers_and_not_the_menu(cloud: Webhook) -> None:
    told = [customer("ringing", "09:00:00"), customer("in-progress", "09:00:01"), officer("ringing", "09:00:05")]
    told += [officer("in-progress", "09:00:20"), customer("completed", "09:01:00")]
    for fields in [*told, told[0]]:
        assert post(fields).status_code == 204
    call = Call.objects.get()
    assert (call.outcome, call.ring_seconds, call.answered_as, call.key) == (
        "answered",
        20.0,
        "sip:201",
        "+441632960123",
    )
    assert CallEvent.objects.count() == 4
    assert call.occasion.clocks.get(promise="F02").in_time


def test_a_form_that_is_not_signed_with_the_secret_is_refused(cloud: Webhook) -> None:
    assert post(customer("ringing", "09:00:00"), secret="another").status_code == 401
    assert Http().post(PLACE, customer("ringing", "09:00:00")).status_code == 401
    cloud.current = False
    cloud.save()
    assert post(customer("ringing", "09:00:00")).status_code == 401
    assert not CallEvent.objects.exists()


def test_a_form_that_tells_nothing_is_refused_in_words(cloud: Webhook) -> None:
    assert "CallSid and CallStatus are missing" in post({"Body": "Hello"}).json()["detail"]
    assert post(customer("ringing", "25:61:00")).status_code == 422


def test_a_call_that_the_council_makes_is_none(cloud: Webhook) -> None:
    assert post(customer("ringing", "09:00:00") | {"Direction": "outbound-api"}).status_code == 204
    assert not Call.objects.exists()


NAMES = {
    "call": "data.call.id",
    "at": "data.when",
    "kind": "type",
    "caller": "data.from",
    "officer": "data.user",
    "direction": "data.way",
}
WORDS = {"call.ringing": "ringing", "call.answered": "picked up"}


def test_any_json_is_read_by_the_names_that_an_administrator_set(town: Town) -> None:
    Webhook.objects.create(name="cloud", style="json", secret=encrypted(SECRET), names=NAMES, words=WORDS)

    def tell(body: object, secret: str = SECRET) -> int:
        headers = {"X-Webhook-Secret": secret}
        return Http().post(PLACE, json.dumps(body), "application/json", headers=headers).status_code

    data = {"call": {"id": 7}, "when": "2026-06-03T09:00:00Z", "from": "01632 960123"}
    assert tell({"type": "call.ringing", "data": data}) == 204
    assert tell({"type": "call.answered", "data": {**data, "when": "2026-06-03T09:00:09.5Z", "user": "201"}}) == 204
    assert tell({"type": "fax.arrived", "data": data}) == 204
    assert tell({"type": "call.ringing", "data": {}}) == 422
    assert tell(["nonsense"]) == 204
    assert tell({"type": "call.ringing", "data": data}, "another") == 401
    assert tell({"type": "call.ringing", "data": {**data, "call": {"id": 8}, "way": "Outbound"}}) == 204
    call = Call.objects.get()
    assert (call.call, call.answered_as, (call.answered or call.occasion.at) > call.occasion.at) == ("7", "201", True)


def test_a_name_of_a_call_that_no_table_takes_is_shortened_and_a_time_that_says_no_zone_is_universal(
    cloud: Webhook,
) -> None:
    fields = customer("ringing", "09:00:00") | {"CallSid": "x" * 300, "Timestamp": "Wed, 03 Jun 2026 09:00:00 -0000"}
    assert post(fields).status_code == 204
    event = CallEvent.objects.get()
    assert (event.call, event.at) == ("x" * 120, moment("2026-06-03T10:00"))
