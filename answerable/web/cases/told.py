"""Recording what the customer was told without e-mail: a letter that was posted, words that were spoken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from answerable.charter.clauses import Writing
from answerable.desk.cases.models import Case
from answerable.desk.history.law import law
from answerable.desk.outbox import acknowledge
from answerable.desk.outbox.actions import Saying, post, speak
from answerable.desk.outbox.models import Means
from answerable.desk.outbox.posting import moment_of_posting, refuse_before_receipt
from answerable.web.cases.forms import LATE, LetterForm, SpokenForm
from answerable.web.cases.offered import prepare
from answerable.web.cases.steps import SAYING
from answerable.web.cases.work import Piece, asking, the_case, work
from answerable.web.sitting import officer_of


def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a letter that was posted."""
    case, officer = the_case(request, reference), officer_of(request)

    def record(case: Case, data: dict[str, Any]) -> None:
        posted_at = moment_of_posting(case, data["posted"], at=now())
        refuse_before_receipt(case, posted_at)
        post(case, _saying(data, data["tells"]), posted_at=posted_at, at=now(), by=officer)

    piece = Piece(
        "Record a letter that was posted",
        "Record the letter",
        "The letter is recorded.",
        record,
        hint="It counts from the day on which it was posted.",
    )
    initial: dict[str, Any] = {"posted": localdate()}
    if request.GET.get("means") == Means.ACKNOWLEDGEMENT:
        initial |= _acknowledgement(case)
    form = asking(LetterForm(request.POST or None, initial=initial), case, *SAYING)
    form.offer(_asked_of_letters())
    form.heed(case.customer, ["letter"])
    return work(request, case, form, piece)


def _asked_of_letters() -> list[str]:
    """Return what the charter asks every sort of letter to have."""
    clauses = [
        one for one in law().charter_at(now()) if isinstance(one, Writing) and (not one.by or "letter" in one.by)
    ]
    return list(dict.fromkeys(part for clause in clauses for part in clause.has))


def _acknowledgement(case: Case) -> dict[str, Any]:
    """Return the acknowledgement as the letter's first words, for the officer to type out and post."""
    saying = acknowledge.saying(case, at=now(), by_letter=True)
    return {"means": saying.means, "text": saying.text, "tells": saying.tells, "expected": saying.date_told}


def spoken(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what an officer told the customer, on the telephone or face to face."""
    case, officer = the_case(request, reference), officer_of(request)

    def record(case: Case, data: dict[str, Any]) -> None:
        refuse_before_receipt(case, data["when"])
        speak(case, _saying(data, _declared(data)), spoken_at=data["when"], at=now(), by=officer)

    piece = Piece(
        "Record what you told the customer",
        "Record it",
        "What you told the customer is recorded.",
        record,
        hint="Leave date and time empty if it was just now.",
    )
    form = asking(SpokenForm(request.POST or None, initial={"means": request.GET.get("means")}), case, *SAYING)
    form.heed(case.customer, ["spoken"])
    return work(request, case, form, piece)


@require_POST
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Turn the reply to a holding reply, with what was typed there kept."""
    return prepare(request, the_case(request, reference), {"means": str(Means.HOLDING)})


def _saying(data: dict[str, Any], tells: list[str]) -> Saying:
    late = data["means"] in LATE
    return Saying(
        means=data["means"],
        text=data["text"],
        tells=[*tells, *(["progress"] if data["progress"] else [])],
        date_told=data["expected"] if late or data["means"] == Means.ACKNOWLEDGEMENT else None,
        signpost=data["signpost"],
        closes=data["closes"],
        done=data.get("done", ()),
        otherwise=data.get("otherwise", ""),
    )


def _declared(data: dict[str, Any]) -> list[str]:
    """Return what the officer says that the customer was told: nobody can read spoken words again."""
    said = {
        "explanation": data["reason"],
        "reason": data["reason"],
        "apology": data["apology"],
        "new date": data["expected"],
        "revised limits": data["expected"],
    }
    return [tell for tell, value in said.items() if value]
