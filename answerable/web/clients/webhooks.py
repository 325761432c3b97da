"""Addresses at which telephone services tell of calls in their own way."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from answerable.channels.telephony.webhooks import FIELDS
from answerable.desk.council.actions import council
from answerable.desk.council.secrets import encrypted, is_too_long
from answerable.desk.models import Webhook
from answerable.desk.telephone.events import KINDS
from answerable.web.council.views import form_page
from answerable.web.roles import administrators_only

_MOST = 40


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]
    """A telephone service that posts to us."""

    secret = forms.CharField(
        label="The secret that it proves itself by",
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text="For signed forms, the service’s own authentication token. For JSON, what it sends in the header "
        "X-Webhook-Secret. Leave it empty to keep the one that is set",
        error_messages={"required": "Enter the secret"},
    )
    names = forms.CharField(
        label="For JSON: where each thing stands, one a line",
        required=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=f"Our word first, then theirs, such as “call = data.call.id”. Our words are {', '.join(FIELDS)}",
    )
    words = forms.CharField(
        label="For JSON: what the service calls each thing that happens, one a line",
        required=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=f"Their word first, then ours, such as “call.answered = picked up”. Our words are {', '.join(KINDS)}",
    )
    field_order = ("name", "style", "secret", "names", "words", "current")

    class Meta:
        model = Webhook
        fields = ("name", "style", "current")
        labels = {"name": "Name", "style": "How it tells us of calls", "current": "It may tell us of calls"}
        help_texts = {
            "name": "Letters, numbers and hyphens. It stands in the address for the service, and in reports",
            "style": "The service’s own manual says it, under “webhooks” or “status callbacks”",
            "current": "Without the tick what it sends is refused, and its settings stay",
        }
        widgets = {"style": forms.RadioSelect}
        error_messages = {
            "name": {
                "required": "Enter a name",
                "invalid": "Write letters, numbers and hyphens only",
                "unique": "Another service has that name",
            },
            "style": {"required": "Choose how it tells us of calls"},
        }

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        style = self.fields["style"]
        assert isinstance(style, forms.TypedChoiceField)
        style.choices = Webhook.Style.choices
        self.fields["secret"].required = not self.instance.secret
        for field in ("names", "words"):
            self.initial[field] = "\n".join(
                f"{left} = {right}" for left, right in getattr(self.instance, field).items()
            )

    def clean_secret(self) -> str:
        secret: str = self.cleaned_data["secret"]
        if is_too_long(secret):
            raise forms.ValidationError("The secret is too long to be kept")
        return secret

    def clean_names(self) -> dict[str, str]:
        found = _pairs(self.cleaned_data["names"])
        if unknown := set(found) - set(FIELDS):
            raise forms.ValidationError(f"There is no {', '.join(sorted(unknown))}. The things are {', '.join(FIELDS)}")
        return found

    def clean_words(self) -> dict[str, str]:
        found = _pairs(self.cleaned_data["words"])
        if unknown := set(found.values()) - set(KINDS):
            raise forms.ValidationError(f"There is no {', '.join(sorted(unknown))}. Ours are {', '.join(KINDS)}")
        return found

    def keep(self) -> None:
        given, webhook = self.cleaned_data, self.instance
        webhook.names, webhook.words = given["names"], given["words"]
        webhook.secret = encrypted(given["secret"]) or webhook.secret
        webhook.save()


def _pairs(text: str) -> dict[str, str]:
    """Return the “left = right” of each line."""
    found: dict[str, str] = {}
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        left, sign, right = (part.strip() for part in line.partition("="))
        if not (left and sign and right):
            raise forms.ValidationError(f"Line {number} is not like “left = right”")
        found[left] = right
    if len(found) > _MOST:
        raise forms.ValidationError(f"Write at most {_MOST} lines")
    return found


@administrators_only
def webhooks(request: HttpRequest) -> HttpResponse:
    address = f"{council().public_url.rstrip('/')}/api/v1/telephony/webhooks/"
    shown = {"webhooks": Webhook.objects.order_by("name"), "address": address}
    return render(request, "settings/webhooks.html", shown)


@administrators_only
def webhook(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    form = WebhookForm(request.POST or None, instance=get_object_or_404(Webhook, pk=pk) if pk else None)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, f"{form.instance.name} is saved.")
        return redirect("webhooks")
    return form_page(request, form, heading=str(form.instance) if pk else "A telephone service")
