"""Visitors at reception."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from answerable.desk.needs.models import Adjustment, Format
from answerable.desk.offices.models import Office

# Of a visitor's needs: somebody who interprets. Into which language stands beside it.
INTERPRETER = "interpreter"


class Met(models.TextChoices):
    """Where the visitor was met. Whoever was met elsewhere has waited at no counter."""

    RECEPTION = "reception", "At reception"
    EVENT = "event", "At an event"
    MEETING = "meeting", "At a meeting elsewhere"
    SITE = "site", "On site"


# What reception may be told that a visitor needs: the adjustments and formats that matter at a counter, by the names
# that they have on the customer's page, and what is of the day only. In the order in which they are asked.
AT_RECEPTION: dict[str, str] = {
    Adjustment.STEP_FREE.value: Adjustment.STEP_FREE.label,
    Adjustment.HEARING_LOOP.value: Adjustment.HEARING_LOOP.label,
    INTERPRETER: "An interpreter",
    Adjustment.PRIVATE_ROOM.value: Adjustment.PRIVATE_ROOM.label,
    Format.LARGE_PRINT.value: Format.LARGE_PRINT.label,
    Adjustment.SEAT.value: Adjustment.SEAT.label,
    "children": "Has children with them",
    Adjustment.HELP.value: Adjustment.HELP.label,
}


class VisitorQuerySet(models.QuerySet["ReceptionVisit"]):
    def standing(self) -> "VisitorQuerySet":
        """Leave out arrivals that were entered by mistake."""
        return self.filter(struck_at=None)

    def waiting(self) -> "VisitorQuerySet":
        return self.standing().filter(arrived_at__isnull=False, seen_at=None, left_at=None)

    def being_seen(self) -> "VisitorQuerySet":
        return self.standing().filter(seen_at__isnull=False, left_at=None)

    def at(self, office: Office | None) -> "VisitorQuerySet":
        """Return those of one office; of all where none is named."""
        return self.filter(office=office) if office else self


class ReceptionVisit(models.Model):
    """A visitor at reception. The moments follow from the facts of the occasion; who and why stays here."""

    occasion = models.OneToOneField("desk.Occasion", on_delete=models.PROTECT, related_name="reception_visit")
    office = models.ForeignKey("desk.Office", on_delete=models.PROTECT, null=True, related_name="reception_visits")
    day = models.DateField()  # council time
    number = models.PositiveSmallIntegerField()  # by which the visitor is called: the office's count of the day
    met = models.CharField(max_length=10, choices=Met.choices, default=Met.RECEPTION)
    name = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    service = models.ForeignKey("desk.Service", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    customer = models.ForeignKey("desk.Customer", on_delete=models.SET_NULL, null=True, related_name="reception_visits")
    needs = models.JSONField(default=list)  # of AT_RECEPTION
    language = models.CharField(max_length=8, blank=True)  # that they want; "": English, or nobody asked
    arrived_at = models.DateTimeField(null=True)
    greeted_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    words_at = models.DateTimeField(null=True)  # when they were given the apology and the explanation
    seen_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    room = models.ForeignKey("desk.Room", on_delete=models.SET_NULL, null=True, related_name="+")  # or counter
    # What they were told of the wait, in minutes from `wait_told_at` on.
    wait_least = models.PositiveSmallIntegerField(null=True)
    wait_most = models.PositiveSmallIntegerField(null=True)
    wait_told_at = models.DateTimeField(null=True)
    entered_afterwards = models.BooleanField(default=False)
    # The one at which they checked in.
    screen = models.ForeignKey("desk.Display", on_delete=models.PROTECT, null=True, related_name="visits")
    appointment = models.ForeignKey(
        "desk.Appointment", on_delete=models.SET_NULL, null=True, related_name="reception_visits"
    )
    token = models.CharField(max_length=64, null=True, unique=True)  # of the form at that screen, which acts once
    struck_at = models.DateTimeField(null=True)  # the arrival was entered by mistake
    contact = models.ForeignKey("desk.Contact", on_delete=models.SET_NULL, null=True, related_name="reception_visits")
    case = models.ForeignKey("desk.Case", on_delete=models.SET_NULL, null=True, related_name="reception_visits")

    objects = VisitorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "day", "number"], name="number_once_a_day")]
        indexes = [
            models.Index(fields=["day", "office"], name="visitors_by_day"),
            models.Index(
                fields=["arrived_at"],
                condition=Q(left_at=None, seen_at=None, struck_at=None),
                name="visitors_who_wait",
            ),
        ]

    def __str__(self) -> str:
        return self.occasion.reference

    @property
    def self_checked_in(self) -> bool:
        return self.screen_id is not None

    @property
    def waits(self) -> bool:
        return self.arrived_at is not None and self.seen_at is None and self.left_at is None

    @property
    def wait_ended(self) -> datetime | None:
        return self.seen_at or self.left_at

    @property
    def wanted(self) -> list[str]:
        """Return what they need, in words."""
        return [AT_RECEPTION[need] for need in self.needs if need in AT_RECEPTION]
