"""What a customer needs so that we can deal with them at all: a way to be told, a format, a language, an adjustment."""

from django.db import models
from django.db.models import Q


class Format(models.TextChoices):
    """How what we write has to be, so that they can read it."""

    CLEAR_PRINT = "clear print", "Clear print, 14 point"
    LARGE_PRINT = "large print", "Large print, 18 point"
    GIANT_PRINT = "giant print", "Giant print, 24 point"
    BRAILLE = "braille", "Braille"
    AUDIO = "audio", "Audio"
    EASY_READ = "easy read", "Easy read"


class Adjustment(models.TextChoices):
    """What we do otherwise than usual. What is not in the list is written in words."""

    STEP_FREE = "step-free", "A way without steps"
    HEARING_LOOP = "hearing loop", "A hearing loop"
    PRIVATE_ROOM = "private room", "A private room"
    SEAT = "seat", "A seat while waiting"
    HELP = "help", "Help with reading or forms"
    LONG_RING = "long ring", "Let it ring long"
    SLOWLY = "slowly", "Speak slowly and clearly"
    RELAY = "text relay", "Calls through a text relay"


class Way(models.TextChoices):
    """The way in which they asked to be told things (K13)."""

    EMAIL_ONLY = "e-mail only", "By e-mail only"
    LETTER_ONLY = "letters only", "By letter only"
    TEXT_ONLY = "texts only", "By text only"
    SPOKEN_ONLY = "telephone only", "By telephone, not in writing"
    NO_TELEPHONE = "no telephone", "No telephone calls"


WAYS = frozenset({"email", "letter", "sms", "social", "spoken"})
# In which ways who asked for it is told: as the outbox calls them.
TAKEN: dict[str, frozenset[str]] = {
    Way.EMAIL_ONLY: frozenset({"email"}),
    Way.LETTER_ONLY: frozenset({"letter"}),
    Way.TEXT_ONLY: frozenset({"sms"}),
    Way.SPOKEN_ONLY: frozenset({"spoken"}),
    Way.NO_TELEPHONE: WAYS - {"spoken"},
}
# The point sizes of type that some formats ask for.
TYPE_SIZES: dict[str, int] = {Format.CLEAR_PRINT: 14, Format.LARGE_PRINT: 18, Format.GIANT_PRINT: 24}
# What says how to reach them, and nothing to who meets them.
AT_A_DISTANCE: frozenset[str] = frozenset({*Way.values, Adjustment.LONG_RING, Adjustment.RELAY})


class NeedQuerySet(models.QuerySet["Need"]):
    def current(self) -> "NeedQuerySet":
        return self.filter(ended_at=None)


class Need(models.Model):
    """One need of a customer, from the moment it was recorded until it ended. It is kept afterwards."""

    class Kind(models.TextChoices):
        WAY = "way", "Way to be told"
        FORMAT = "format", "Format"
        LANGUAGE = "language", "Language"
        ADJUSTMENT = "adjustment", "Adjustment"

    customer = models.ForeignKey("desk.Customer", on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=100)  # a Way, a Format, the name of a language, an Adjustment or other words
    interpreter = models.BooleanField(default=False)  # of a language: they need somebody who interprets
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "what"], condition=Q(ended_at=None), name="need_once_a_customer"
            )
        ]

    def __str__(self) -> str:
        return in_words(self.kind, self.what, interpreter=self.interpreter)


def in_words(kind: str, what: str, *, interpreter: bool) -> str:
    """Return a need as an officer reads it."""
    if kind == Need.Kind.LANGUAGE:
        return f"{what}, with an interpreter" if interpreter else f"Speaks {what}"
    return _LABELS.get(what, what)


_LABELS: dict[str, str] = {
    str(value): str(label) for value, label in (*Way.choices, *Format.choices, *Adjustment.choices)
}
