"""Home visits, checks of officers, and alarms."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class VisitQuerySet(models.QuerySet["Visit"]):
    """The questions about visits. `now` is always handed in."""

    def going_on_or_to_come(self) -> "VisitQuerySet":
        return self.filter(left_at=None, cancelled_at=None)

    def unsafe(self, now: datetime) -> "VisitQuerySet":
        """Those whose check-in time has passed without a word."""
        return self.going_on_or_to_come().filter(safe_by__lt=now)


class Visit(models.Model):
    """A visit of an officer to an address. The occasion has its facts; address, purpose and customer stay here."""

    occasion = models.OneToOneField("desk.Occasion", on_delete=models.PROTECT, related_name="visit")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="visits")
    customer = models.ForeignKey("desk.Customer", on_delete=models.SET_NULL, null=True, related_name="visits")
    case = models.ForeignKey("desk.Case", on_delete=models.SET_NULL, null=True, related_name="visits")
    address = models.CharField(max_length=300)
    purpose = models.CharField(max_length=200)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    safe_by = models.DateTimeField()  # the check-in time: when it passes without a word, the alarm is raised
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=64, unique=True)  # of the code by which the customer checks the officer

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["officer", "begins"], name="visits_of_an_officer"),
            models.Index(fields=["begins"], name="visits_by_begin"),
            models.Index(
                fields=["safe_by"], condition=Q(left_at=None, cancelled_at=None), name="visits_to_check_in_from"
            ),
        ]

    def __str__(self) -> str:
        return self.occasion.reference

    @property
    def is_over(self) -> bool:
        return self.left_at is not None or self.cancelled_at is not None

    def is_due(self, now: datetime) -> bool:
        """Say whether the officer is to be at the address at `now`, or has said that they are there."""
        return not self.is_over and (self.arrived_at is not None or self.begins <= now) and now <= self.latest_end

    @property
    def latest_end(self) -> datetime:
        return max(self.ends, self.safe_by)


class MoreTime(models.Model):
    """A check-in time that was moved: by whom, when, from when to when."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="moved")
    at = models.DateTimeField()
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    was = models.DateTimeField()
    until = models.DateTimeField()


class Check(models.Model):
    """Somebody asked whether an officer is genuine. Neither who asked is kept, nor in which words."""

    at = models.DateTimeField()
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")  # null: in public
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="checks")
    matched = models.BooleanField()
    trouble = models.CharField(max_length=40, blank=True)  # why it did not match

    class Meta:
        indexes = [models.Index(fields=["matched", "at"], name="checks_that_failed")]


class Alarm(models.Model):
    """Something about an officer's safety, or about who they are, that somebody must see to at once."""

    class Kind(models.TextChoices):
        NOT_BACK = "not back", "A check-in time has passed"
        HELP = "help", "An officer asked for help"
        CHECK = "check", "A check of an officer failed"
        CODES = "codes", "Several wrong codes were tried on the public page"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="alarms")
    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, null=True, related_name="alarms")
    raised_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=0)  # how far up the line it has been told (line.LEVELS)
    next_level_at = models.DateTimeField(null=True)  # null: nobody is told again
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)  # how the officer was found, and what was done

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "kind"],
                condition=Q(closed_at=None, visit__isnull=False),
                name="one_open_alarm_of_a_visit",
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(closed_at=None, kind="codes"), name="one_open_alarm_about_codes"
            ),
        ]
        indexes = [
            models.Index(fields=["next_level_at"], condition=Q(next_level_at__isnull=False), name="alarms_that_climb"),
            models.Index(fields=["raised_at"], name="alarms_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.visit or 'officer check'}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Told(models.Model):
    """Who was told of an alarm, and when."""

    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="told")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alarm", "officer"], name="told_once_of_an_alarm")]
