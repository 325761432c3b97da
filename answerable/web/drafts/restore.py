"""Half-typed forms: what is kept of one, and how it is given back."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest

from answerable.channels.email.decoding import clean
from answerable.desk.references import new_secret

_NOT_TYPED = ("csrfmiddlewaretoken", "token", "do", "shown", "opened")


def typed(request: HttpRequest) -> dict[str, str]:
    """Return what was typed into the form that was posted, without what the page itself put there."""
    return {
        clean(name): clean("\n".join(map(str, values)))  # several ticks of one name stand on lines of one text
        for name, values in request.POST.lists()
        if name not in _NOT_TYPED
    }


def token_of(request: HttpRequest) -> str:
    """Return the secret of the form that was posted. A form without a right one is a form of its own: it acts."""
    token = request.POST.get("token", "")
    return token if re.fullmatch(r"[\w-]{1,64}", token, re.ASCII) else new_secret()


def given_back(form: type[forms.BaseForm], fields: dict[str, str]) -> dict[str, Any]:
    """Return kept fields as the initial values of a form, in which nothing is an error yet."""
    if not fields:
        return {}
    return {
        name: field.widget.value_from_datadict(fields, {}, name)
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field.widget, forms.CheckboxInput | forms.MultiWidget) or name in fields
    }
