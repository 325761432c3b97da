"""Settings: through whom our texts go, where theirs come in, and whether it works."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.channels.sms.send import NotSent, as_gateway, send
from answerable.desk.council.actions import council
from answerable.desk.council.secrets import UnreadableSecret
from answerable.desk.references import new_secret
from answerable.desk.sms.actions import keep_gateway
from answerable.desk.sms.models import TextGateway
from answerable.web.roles import administrators_only
from answerable.web.sms.forms import GatewayForm, TestTextForm


@administrators_only
def texts(request: HttpRequest) -> HttpResponse:
    """Show and keep the gateway."""
    row = TextGateway.objects.first() or TextGateway()
    form = GatewayForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        keep_gateway(form.instance, secret=form.cleaned_data["new_secret"])
        messages.success(request, "Texts go through this gateway from now on.")
        return redirect("texts")
    return _show(request, form, TestTextForm(auto_id="test-%s"))


def _show(request: HttpRequest, form: GatewayForm, test_form: TestTextForm) -> HttpResponse:
    shown = {
        "form": form,
        "test_form": test_form,
        "gateway": TextGateway.objects.first(),
        "public_url": council().public_url.rstrip("/"),
    }
    return render(request, "sms/settings.html", shown)


@require_POST
@administrators_only
def test(request: HttpRequest) -> HttpResponse:
    """Send a text at once, and say what the gateway answered."""
    row = TextGateway.objects.first()
    form = TestTextForm(request.POST, auto_id="test-%s")
    if row is None or not form.is_valid():
        return _show(request, GatewayForm(instance=row or TextGateway()), form)
    words = f"{council().name}: this is a test of text messages."
    try:
        send(as_gateway(row), name=new_secret(), to=form.cleaned_data["number"], text=words, at=now())
        messages.success(request, "The gateway has taken the test text. Look whether it reaches the telephone.")
    except (NotSent, UnreadableSecret) as why:
        messages.error(request, str(why))
    return redirect("texts")
