"""Answering by text from the case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.cases.case_file import CaseFile
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying
from answerable.desk.sms.actions import acknowledgement, gateway, text
from answerable.desk.sms.segments import length_of
from answerable.web.cases.ways import Draft, Way, draft_by, say_by
from answerable.web.sms.forms import TextForm, number_in


def write(request: HttpRequest, reference: str) -> HttpResponse:
    return say_by(request, reference, TEXT)


@require_POST
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    return draft_by(request, reference, TEXT)


def acknowledgement_of(file: CaseFile) -> dict[str, str]:
    """Return the fields of the acknowledgement, for the officer to read before it goes."""
    said = acknowledgement(file.case, at=now())
    return {"means": str(said.means), "to": number_in(file), "text": said.text}


def _initial(file: CaseFile, officer: Officer) -> dict[str, Any]:
    return {"to": number_in(file)}


def _send(draft: Draft, saying: Saying) -> object:
    return text(draft.case, saying, to=draft.data["to"], at=now(), by=draft.officer)


def _length(draft: Draft) -> str:
    waits = "" if gateway() or draft.council.demonstration else " No gateway is set: it waits until one is."
    return f"{length_of(str(draft.data['text'])).words}{waits}"


TEXT = Way(
    by="sms",
    heading="Send a text",
    button="Send the text",
    done="The text is on its way. It counts once it has been sent.",
    form=TextForm,
    initial=_initial,
    send=_send,
    note=_length,
    hint="Nothing is put under it by itself. Say who you are.",
)
