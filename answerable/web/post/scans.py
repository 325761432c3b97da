"""Scans: piled up, looked at, downloaded. What is shown of one is a picture that we drew, or the text in it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from answerable.channels.email.decoding import file_name
from answerable.channels.post.kinds import SHOWN, kind_of
from answerable.channels.scanner import NotClean, refuse_unclean
from answerable.desk.customers.actions import looked
from answerable.desk.officers.models import Officer
from answerable.desk.post.models import Scan
from answerable.desk.post.scans import keep_scan
from answerable.web.post.forms import PileForm
from answerable.web.sitting import officer_of
from answerable.web.uploads import brought_too_much

TOO_MUCH = "That is more than 80 MB at once. Send the scans in several goes."
# Nothing in an answer of ours runs, whatever it is taken for.
INERT = "default-src 'none'; img-src 'self'; sandbox"


@require_POST
def pile_up(request: HttpRequest) -> HttpResponse:
    """Keep scans on the officer's pile, each before anything else is done with it."""
    form = PileForm(request.POST, request.FILES)
    if form.is_valid():
        kept = [keep_one(request, *scan) for scan in form.cleaned_data["scans"]]
        messages.success(request, f"{len(kept)} scan{'s are' if len(kept) != 1 else ' is'} on the pile.")
    elif brought_too_much(request):
        messages.error(request, TOO_MUCH)
    else:
        for error in form.errors.get("scans", ()):
            messages.error(request, str(error))
    return redirect("post")


def keep_one(request: HttpRequest, name: str, kind: str, body: bytes) -> Scan:
    """Keep a scan; say so where it is known already."""
    scan, new = keep_scan(body, name=file_name(name), kind=kind, at=now(), by=officer_of(request))
    if not new and scan.contact is not None:
        case = scan.contact.cases.first()
        messages.warning(request, f"“{scan.name}” was entered before{f', in {case.reference}' if case else ''}.")
    return scan


def the_scan(request: HttpRequest, pk: int) -> Scan:
    """Return a scan that the officer may see: of a letter, where the look is kept, or on their own pile."""
    scan = get_object_or_404(Scan.objects.select_related("arrival", "contact__customer"), pk=pk)
    officer: Officer = officer_of(request)
    if scan.contact is None and scan.officer_id != officer.pk:
        raise Http404
    if scan.contact is not None:
        looked(officer, scan.contact.customer, at=now(), where="contact")
    return scan


@require_GET
def picture(request: HttpRequest, pk: int, number: int = 1) -> HttpResponse:
    """Show a page: our own drawing of it or, until it was read, a picture known by its first bytes."""
    scan = the_scan(request, pk)
    if drawing := scan.drawings.filter(number=number).first():
        return _inert(HttpResponse(bytes(drawing.picture), content_type="image/jpeg"))
    body = bytes(scan.arrival.body)
    kind = kind_of(body)
    if kind not in SHOWN or scan.read_at is not None or number != 1:
        raise Http404
    return _inert(HttpResponse(body, content_type=f"image/{kind}"))


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show its pages as they stand beside the form: asked for again until it has been read."""
    return render(request, "post/page.html", {"scan": the_scan(request, pk)})


@require_GET
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the pages of a scan, and the text that a machine read in it."""
    return render(request, "post/scan_text.html", {"scan": the_scan(request, pk)})


@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the scan as it came, to be saved, never to be opened here."""
    scan = the_scan(request, pk)
    body = bytes(scan.arrival.body)
    try:
        refuse_unclean(body, settings.VIRUS_SCANNER)
    except NotClean as problem:
        return render(request, "post/not_clean.html", {"scan": scan, "problem": str(problem)}, status=403)
    response = HttpResponse(body, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file_name(scan.name))
    return _inert(response)


def _inert(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = INERT
    response["Cache-Control"] = "private, no-store"
    return response
