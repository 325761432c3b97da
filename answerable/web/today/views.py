"""Today: what is overdue, what falls due next, what arrived since the officer left, and what waits for them."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from answerable.desk.cases import lists
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import saw_listed
from answerable.desk.diary.absences import covering
from answerable.desk.history.law import law
from answerable.desk.messages.lists import waiting
from answerable.desk.officers.models import Officer
from answerable.desk.officers.sittings import sits_down
from answerable.desk.records.register import due_records
from answerable.web.council.setting_up import still_to_set
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of
from answerable.web.today.rows import Rows

# Of what arrived, Today shows the newest; all of it has a page of its own.
NEWEST = 10
FEW_MESSAGES = 10
FEW_COVERED = 10
TITLES = {
    "overdue": "Overdue",
    "due": "Falls due next",
    "undated": "Open, with no promise running",
    "arrived": "Arrived since you left",
}


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    officer, moment, the_council = officer_of(request), now(), council()
    owner, rules = _owner(request), law(the_council)
    rows = Rows(rules, now=moment)
    since = sits_down(officer, at=moment)
    cases = lists.first_of_each(owner, now=moment)
    arrived = lists.arrived(owner, since=since, viewer=officer)
    offered, not_delivered = lists.offered(officer), lists.not_delivered(owner)
    covered = covering(officer, moment, most=FEW_COVERED)
    left = {message.case_id: message for message in waiting(owner)[:FEW_MESSAGES]}
    listed = {case.pk for case in cases}
    named = [
        *cases,
        *(case for one in covered for case in one.cases),
        *(offer.case for offer in offered),
        *(message.case for message in not_delivered),
    ]
    saw_listed(officer, _customers([*filter(None, named), *arrived[:NEWEST]]), at=moment, where="today")
    shown: dict[str, Any] = {
        "council": the_council,
        "mine": owner is not None,
        "moment": moment,
        "since": since,
        "first_time": officer.joined_at is not None and since < officer.joined_at,
        "counts": lists.counts(owner, now=moment),
        "overdue": rows.of((case for case in cases if case.next_due and case.next_due < moment), left),
        "due": rows.of((case for case in cases if case.next_due and case.next_due >= moment), left),
        "undated": rows.of((case for case in cases if case.next_due is None), left),
        "arrived": arrived[:NEWEST],
        "arrived_count": capped(len(arrived)),
        "offered": offered,
        # A message stands under its promise. Above stand those whose case is too far down for Today.
        "left_messages": [message for case, message in left.items() if case not in listed],
        "to_return": bool(left),
        "token": token_of(request),
        "covering": covered,
        "not_delivered": not_delivered,
        "newest": NEWEST,
        "to_set": still_to_set(the_council, officer),
        "records": due_records(moment, rules) if officer.is_manager else None,
    }
    return render(request, "today/today.html", shown)


@require_GET
def one_list(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the lists, page by page."""
    if name not in TITLES:
        raise Http404
    moment, the_council, owner = now(), council(), _owner(request)
    page = Paginator(_whole(request, name, owner), lists.PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    saw_listed(officer_of(request), _customers(found), at=moment, where="today")
    ready = found if name == "arrived" else Rows(law(the_council), now=moment).of(found)
    shown = {
        "council": the_council,
        "mine": owner is not None,
        "moment": moment,
        "name": name,
        "title": TITLES[name],
        "page": page,
        "rows": ready,
    }
    return render(request, "today/list.html", shown)


def _whole(request: HttpRequest, name: str, owner: Officer | None) -> Any:
    officer, moment = officer_of(request), now()
    match name:
        case "overdue":
            return lists.as_rows(lists.overdue(owner, now=moment))
        case "due":
            return lists.as_rows(lists.due(owner, now=moment))
        case "undated":
            return lists.as_rows(lists.undated(owner))
        case _:
            return lists.arrived(owner, since=sits_down(officer, at=moment), viewer=officer)


def _customers(rows: Iterable[Any]) -> list[int | None]:
    """Return whose cases or arrivals the rows name."""
    return [row["customer_id"] if isinstance(row, dict) else row.customer_id for row in rows]


def _owner(request: HttpRequest) -> Officer | None:
    return None if request.GET.get("whose") == "everybody" else officer_of(request)


def capped(count: int) -> str:
    """Return a count as it is shown: beyond what anybody counts, "99+"."""
    return f"{lists.MOST - 1}+" if count >= lists.MOST else str(count)
