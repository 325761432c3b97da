"""Why something is said in another way than the customer asked for: asked where it is, and only there."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.timezone import now

from answerable.desk.customers.models import Customer
from answerable.desk.needs.known import ways_taken
from answerable.desk.outbox.asked import NotAsAsked, in_words, reason_kept
from answerable.web.contacts.fields import Line


class OtherwiseForm(forms.Form):
    """A form by which a customer is told something: in the `way` that is chosen in it, or the only one there is.

    `later`: not now, when they may be with us, but at another time.
    """

    otherwise = Line(label="Why another way", max_length=200, required=False)
    told: Customer | None = None  # who is
    ways: Sequence[str] = ()
    later = False

    def heed(self, customer: Customer | None, ways: Sequence[str]) -> None:
        """Ask for the reason where one of these `ways` is not that for which the customer asked."""
        if ways_taken(customer).issuperset(ways):
            self.fields.pop("otherwise", None)
            return
        self.told, self.ways = customer, ways
        field = self.fields["otherwise"]
        field.label = f"They asked: {in_words(customer)}. Why another way?"
        field.help_text = "Such as: they rang us; they asked for it this once; the law wants it in a letter"
        self.one_of = (*getattr(self, "one_of", ()), "otherwise")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.ways:
            self.refuse_unasked(cleaned)
        return cleaned

    def refuse_unasked(self, cleaned: dict[str, Any]) -> None:
        """Say beside the reason that it is missing, where the way that is chosen takes one."""
        way = str(cleaned.get("way", "")) if "way" in self.fields else self.ways[0]
        moment = None if self.later else cleaned.get("when") or now()
        if way and "otherwise" in cleaned:
            try:
                reason_kept(self.told, way, cleaned["otherwise"], at=moment)
            except NotAsAsked as why:
                self.add_error("otherwise", str(why))
