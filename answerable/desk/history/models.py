"""History: the facts, and the clocks that the charter makes of them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from answerable.charter import facts as charter_facts
from answerable.charter.judging.clock import Clock as Timing
from answerable.charter.judging.clock import Verdict


class Occasion(models.Model):
    """What facts are about where it is no case. The room that it belongs to keeps the rest: who, where and why."""

    class Kind(models.TextChoices):
        CALL = "call", "Call"
        RECEPTION_VISIT = "reception visit", "Reception visit"
        APPOINTMENT = "appointment", "Appointment"
        HOME_VISIT = "home visit", "Home visit"
        ABSENCE = "absence", "Absence"

    reference = models.CharField(max_length=20, unique=True)  # random, as a case's
    kind = models.CharField(max_length=20, choices=Kind.choices)
    channel = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()  # when it began, or was made
    # Derived from the clocks, as a case's.
    next_due = models.DateTimeField(null=True)
    next_promise = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "at"], name="occasions_by_kind"),
            models.Index(fields=["next_due"], condition=Q(next_due__isnull=False), name="occasions_by_due"),
        ]

    def __str__(self) -> str:
        return self.reference


# A fact or a clock belongs to one case or to one occasion.
ONE_SUBJECT = Q(case__isnull=False, occasion=None) | Q(case=None, occasion__isnull=False)


class Fact(models.Model):
    """One thing that happened, to a case or on an occasion. Never changed, never deleted, holds no personal data."""

    case = models.ForeignKey("desk.Case", on_delete=models.PROTECT, null=True, related_name="facts")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, null=True, related_name="facts", db_index=False)
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=40, blank=True)  # where no officer recorded it: "mail", "web", an API client
    channel = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="fact_of_one_subject")]
        indexes = [
            models.Index(fields=["case", "at"], name="facts_of_a_case"),
            models.Index(fields=["occasion", "at"], condition=Q(case=None), name="facts_of_an_occasion"),
            # Shares are counted from this index alone.
            models.Index(fields=["kind", "at", "case", "channel"], name="facts_by_kind"),
        ]

    def told(self, subject: str) -> charter_facts.Fact:
        """Return the fact as the judge reads it."""
        return charter_facts.Fact(
            subject=subject,
            kind=self.kind,
            at=self.at,
            channel=self.channel,
            details=self.details,
            id=str(self.pk),
            recorded=self.recorded,
        )


class ClockQuerySet(models.QuerySet["Clock"]):
    """The questions a desk asks of its clocks. `now` is always handed in."""

    def unstopped(self) -> "ClockQuerySet":
        return self.filter(stopped=None, voided=None, gone=None, due__isnull=False)

    def running(self, now: datetime) -> "ClockQuerySet":
        return self.unstopped().filter(due__gte=now)

    def overdue(self, now: datetime) -> "ClockQuerySet":
        return self.unstopped().filter(due__lt=now)

    def kept(self) -> "ClockQuerySet":
        return self.filter(voided=None, in_time=True)

    def broken(self, now: datetime) -> "ClockQuerySet":
        return self.filter(voided=None, due__lt=now).filter(Q(in_time=False) | Q(in_time=None))


class Clock(models.Model):
    """One promise, timed for one subject. Derived: `answerable rebuild` makes the same rows of the facts."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, null=True, related_name="clocks")
    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, null=True, related_name="clocks", db_index=False)
    edition = models.ForeignKey("desk.Edition", on_delete=models.PROTECT, related_name="+")
    # The change of the council's calendar by whose version it was dated; null: by the calendar as it was at first.
    calendar = models.ForeignKey(
        "desk.CalendarChange", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    promise = models.CharField(max_length=16)
    channel = models.CharField(max_length=12, blank=True)
    started = models.DateTimeField()
    due = models.DateTimeField(null=True)  # null: the policy states no time, so it is not measured
    month = models.DateField(null=True)  # the first of the month, council time, in which it falls due
    stopped = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)  # whether it was stopped in time, as the judge says it; null: not stopped
    gone = models.DateTimeField(null=True)  # nobody waits for it any longer, but it was not done
    voided = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    provisional = models.BooleanField(default=False)
    told = models.DateTimeField(null=True)  # the customer was told in time that it would be late
    paused = models.DateTimeField(null=True)  # since when it is held: then it has no due moment
    due_unpaused = models.DateTimeField(null=True)  # when it would be due had it never been held; null: it never was
    ordinal = models.PositiveSmallIntegerField(default=0)  # tells clocks of a promise apart that started at one moment

    objects: ClassVar[models.Manager["Clock"]] = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="clock_of_one_subject"),
            models.UniqueConstraint(fields=["case", "promise", "started", "ordinal"], name="clock_once_a_start"),
            models.UniqueConstraint(
                fields=["occasion", "promise", "started", "ordinal"],
                condition=Q(case=None),
                name="clock_once_a_start_of_an_occasion",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due"],
                condition=Q(stopped=None, voided=None, gone=None, due__isnull=False),
                name="unstopped_clocks_by_due",
            ),
            # The report of a month is read from this index alone.
            models.Index(
                fields=["month", "promise", "channel", "in_time", "voided", "due", "told", "reason"],
                name="clocks_by_month",
            ),
        ]

    def timing(self) -> Timing:
        """Return the clock as the judge made it."""
        return Timing(
            subject=str(self.case_id or f"-{self.occasion_id}"),
            promise=self.promise,
            channel=self.channel,
            started=self.started,
            due=self.due,
            stopped=self.stopped,
            voided=self.voided,
            gone=self.gone,
            reason=self.reason,
            provisional=self.provisional,
            told=self.told,
            paused=self.paused,
            due_unpaused=self.due_unpaused,
            ordinal=self.ordinal,
            measured=self.due is not None or self.paused is not None,
        )

    def verdict(self, now: datetime) -> Verdict:
        """Say whether the promise is kept, broken, still running, void or not measured, as of `now`."""
        return self.timing().verdict(now)


class Move(models.Model):
    """A clock that a change of the council's calendar re-dated, and what the customer had been told by then."""

    change = models.ForeignKey("desk.CalendarChange", on_delete=models.PROTECT, related_name="moves")
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="moves")
    promise = models.CharField(max_length=16)
    started = models.DateTimeField()
    was = models.DateTimeField(null=True)
    now = models.DateTimeField(null=True)
    told = models.DateField(null=True)  # the date that the customer was told: it stays, whatever moves
