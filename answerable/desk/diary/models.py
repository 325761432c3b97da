"""The diary: working patterns, absences, appointments, and the calendars that it reads and gives out."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from answerable.desk.outbox.models import Message, State

if TYPE_CHECKING:
    from answerable.desk.visits.models import Visit


class Absence(models.Model):
    """A time in which an officer can't be reached. Entered once; cover, routing and what customers are told follow."""

    occasion = models.OneToOneField("desk.Occasion", on_delete=models.PROTECT, related_name="absence")
    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, related_name="absences")
    begins = models.DateTimeField()
    returns = models.DateTimeField()  # the moment from which they can be reached again
    cover = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    other_contact = models.CharField(max_length=200, blank=True)  # for customers; "": the cover, or the council's own
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["officer", "returns"], name="absences_of_an_officer")]


class WorkingPattern(models.Model):
    """A spell in which an officer works on one weekday (0: Monday), from one date to another. Council time."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, related_name="patterns")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()
    first = models.DateField()
    last = models.DateField(null=True)  # null: until another pattern begins

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6, begins__lt=F("ends")), name="pattern_forwards"),
        ]
        indexes = [models.Index(fields=["officer", "first"], name="patterns_of_an_officer")]


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def to_come(self) -> "AppointmentQuerySet":
        """Return those that stand and are not over."""
        return self.filter(outcome="")

    def meeting(self, begins: datetime, ends: datetime) -> "AppointmentQuerySet":
        """Return those that stand and touch the time between the two."""
        return self.filter(begins__lt=ends, ends__gt=begins).exclude(outcome__in=["dropped", "cancelled"])


class Appointment(models.Model):
    """A meeting agreed with a customer. The occasion has its facts; whom, where and why stay here."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "Kept"
        MISSED = "missed", "Missed by us"
        DROPPED = "dropped", "Dropped by the customer"
        CANCELLED = "cancelled", "Cancelled by us"

    class Interpreter(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        IN_PERSON = "in person", "In person"

    occasion = models.OneToOneField("desk.Occasion", on_delete=models.PROTECT, related_name="appointment")
    case = models.ForeignKey("desk.Case", on_delete=models.PROTECT, related_name="appointments")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="appointments")
    room = models.ForeignKey("desk.Room", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)  # where it is no room of ours
    purpose = models.CharField(max_length=200)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    directions = models.TextField(blank=True)  # as the customer is told them
    needs = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=60, blank=True)  # of the interpreter; "": none is wanted
    interpreter = models.CharField(max_length=10, choices=Interpreter.choices, blank=True)
    interpreter_booked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)  # "": it is to come, or going on
    way = models.CharField(max_length=10, blank=True)  # in which the customer was told last, and is reminded
    remind_at = models.DateTimeField(null=True)  # when the reminder is to go; null: it has gone, or none is sent

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(begins__lt=F("ends")), name="appointment_forwards")]
        indexes = [
            models.Index(fields=["officer", "begins"], name="appointments_of_an_officer"),
            models.Index(fields=["begins"], name="appointments_by_begin"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="appointments_to_remind_of"),
        ]

    def __str__(self) -> str:
        return self.occasion.reference

    @property
    def is_open(self) -> bool:
        return not self.outcome


class AppointmentMessage(models.Model):
    """A message about an appointment or a home visit, and what of its fate the facts say already."""

    class What(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmation"
        REMINDED = "reminded", "Reminder"
        CHANGED = "changed", "Moved or cancelled"

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, null=True, related_name="messages")
    visit = models.ForeignKey("desk.Visit", on_delete=models.CASCADE, null=True, related_name="messages")
    message = models.OneToOneField("desk.Message", on_delete=models.PROTECT, related_name="appointment_message")
    what = models.CharField(max_length=10, choices=What.choices)
    begins = models.DateTimeField()  # the moment that it tells
    noted = models.CharField(max_length=10, blank=True)  # the state of the message that the facts follow

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, visit=None) | Q(appointment=None, visit__isnull=False),
                name="message_about_one",
            )
        ]
        indexes = [models.Index(fields=["begins"], name="messages_of_appointments")]

    @property
    def about(self) -> "Appointment | Visit":
        """Return the appointment or the home visit."""
        about = self.appointment or self.visit
        assert about is not None
        return about


def waiting_of(about: "Appointment | Visit") -> list[Message]:
    """Return the confirmations and reminders that have not gone out."""
    rows = about.messages.filter(message__state=State.QUEUED).exclude(what=AppointmentMessage.What.CHANGED)
    return [row.message for row in rows.select_related("message")]


class CalendarLink(models.Model):
    """A secret address at which a calendar program reads the diary of an officer or a room. Kept as a digest."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, null=True, related_name="calendar_links")
    room = models.ForeignKey("desk.Room", on_delete=models.CASCADE, null=True, related_name="calendar_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, room=None) | Q(officer=None, room__isnull=False),
                name="calendar_link_of_one",
            )
        ]


class OtherCalendar(models.Model):
    """A calendar elsewhere whose busy times are read: an officer's own, or a room's. Of it only times are kept."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, null=True, related_name="other_calendars")
    room = models.ForeignKey("desk.Room", on_delete=models.CASCADE, null=True, related_name="other_calendars")
    address = models.CharField(max_length=1000)  # encrypted: whoever knows it reads the calendar
    host = models.CharField(max_length=255)  # what of it is shown
    set_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    good_at = models.DateTimeField(null=True)  # when its times were last read without trouble
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, room=None) | Q(officer=None, room__isnull=False),
                name="other_calendar_of_one",
            )
        ]


class Busy(models.Model):
    """A time that is taken in another calendar."""

    calendar = models.ForeignKey(OtherCalendar, on_delete=models.CASCADE, related_name="busy")
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["calendar", "ends"], name="busy_times_of_a_calendar")]
