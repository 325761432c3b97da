"""What the demonstration has "sent": nothing leaves the machine, so that it is read here."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.desk.models import Council, Message

NEWEST = 25


@login_not_required
def sent_mail(request: HttpRequest) -> HttpResponse:
    """Show the newest messages, as the invented customers would have them."""
    council = Council.objects.filter(demonstration=True).first()
    if council is None:
        raise Http404
    messages = Message.objects.filter(by="email", state="sent").select_related("officer", "case").order_by("-id")
    return render(request, "demonstration/sent.html", {"sent": messages[:NEWEST], "mail_address": council.email})
