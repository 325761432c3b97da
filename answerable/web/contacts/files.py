"""What came with a contact: its HTML, and its files. Nothing of either runs here."""

import html
import re

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from answerable.channels.email.decoding import file_name
from answerable.channels.email.markup import safe
from answerable.channels.email.parse import attachment as attachment_in
from answerable.channels.scanner import NotClean, refuse_unclean
from answerable.channels.voicemail.sound import sound_of
from answerable.desk.cases.following import hide_keys
from answerable.desk.incoming.models import Attachment, Contact
from answerable.web.contacts.views import the_contact

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})?")
_TARGET = re.compile(r'\bhref="([^"]*)"')


@require_GET
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]  # its types know only views without arguments
    {
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
        "sandbox": [""],
    }
)
def as_laid_out(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a mail's HTML by itself, for a frame: no scripts, no pictures, and links only say where they lead."""
    contact = the_contact(request, reference)
    markup = safe(contact.html)
    if not markup:
        raise Http404
    return render(request, "contacts/as_laid_out.html", {"markup": with_targets_shown(hide_keys(markup))})


def with_targets_shown(markup: str) -> str:
    """Return safe HTML in which each link is words, with its true target after them."""

    def words(link: re.Match[str]) -> str:
        target = _TARGET.search(link[1])
        shown = f" [{target[1]}]" if target and html.unescape(target[1]) != html.unescape(link[2]) else ""
        return f"<u>{link[2]}</u>{shown}"

    return _LINK.sub(words, markup)


@require_GET
def attachment(request: HttpRequest, reference: str, part: int) -> HttpResponse:
    """Give a file to be saved, never to be opened here."""
    contact = the_contact(request, reference)
    file, body = _the_file(contact, part)
    try:
        refuse_unclean(body, settings.VIRUS_SCANNER)
    except NotClean as problem:
        shown = {"contact": contact, "file": file, "problem": str(problem)}
        return render(request, "contacts/not_clean.html", shown, status=403)
    response = HttpResponse(body, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file_name(file.name))
    return _as_it_is(response)


@require_GET
def sound(request: HttpRequest, reference: str, part: int) -> HttpResponse:
    """Give a recording to be heard on the page: only what its own bytes say is a sound that browsers play."""
    _, body = _the_file(the_contact(request, reference), part)
    kind = sound_of(body)
    if not kind.played:
        raise Http404
    try:
        refuse_unclean(body, settings.VIRUS_SCANNER)
    except NotClean:
        raise Http404 from None
    return _as_it_is(_asked_for(request, body, kind.type))


def _the_file(contact: Contact, part: int) -> tuple[Attachment, bytes]:
    file = get_object_or_404(contact.attachments.all(), part=part)
    if contact.arrival is None:
        raise Http404
    return file, attachment_in(bytes(contact.arrival.body), file.part)


def _asked_for(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """Return the recording, or the part of it that a player asks for: some play nothing without (RFC 9110, 14.2)."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    response = HttpResponse(body, content_type=kind)
    first, last = (int(asked[1]), min(int(asked[2] or len(body)), len(body) - 1)) if asked else (0, -1)
    if first <= last:
        response = HttpResponse(body[first : last + 1], status=206, content_type=kind)
        response["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    response["Accept-Ranges"] = "bytes"
    return response


def _as_it_is(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
