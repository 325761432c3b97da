"""The lines that customers ring: what each is called, whose it is, and where it rings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from answerable.desk.models import Line
from answerable.desk.telephone.lines import line_key
from answerable.web.council.views import form_page
from answerable.web.roles import managers_only


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """A number or queue that customers ring."""

    class Meta:
        model = Line
        fields = ("code", "name", "section", "office", "internal")
        labels = {
            "code": "Its number",
            "name": "What it is called at the desk",
            "section": "Section whose line it is",
            "office": "Office where it rings",
            "internal": "Only colleagues ring it",
        }
        help_texts = {
            "code": "Such as 01632 960000; of a queue, its name exactly as the telephone system writes it",
            "name": "Such as “Planning”. It shows while a call rings",
            "section": "As officers say it when they answer. Leave it empty for the switchboard",
            "internal": "Promises about calls between colleagues are judged by it",
        }
        error_messages = {
            "code": {"required": "Enter its number"},
            "name": {"required": "Enter what it is called at the desk"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)
        office.empty_label = "None"

    def clean_code(self) -> str:
        code = " ".join(str(self.cleaned_data["code"]).split())
        same = Line.objects.filter(key=line_key(code)).exclude(pk=self.instance.pk).first()
        if same is not None:
            raise ValidationError(f"That is the line “{same.name}” already, written {same.code}")
        return code


@managers_only
def lines(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/lines.html", {"lines": Line.objects.select_related("office").order_by("name")})


@managers_only
def line(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    form = LineForm(request.POST or None, instance=get_object_or_404(Line, pk=pk) if pk else None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{form.instance.name} is saved.")
        return redirect("lines")
    return form_page(request, form, heading=str(form.instance.name) if pk else "A telephone line")
