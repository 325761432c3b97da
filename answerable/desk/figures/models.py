"""Figures of finished months, kept as they were when the month ended, and corrections to them."""

from django.db import models


class MonthFigure(models.Model):
    """How one promise fared on one channel in one finished month. Frozen when the month is first reported."""

    month = models.DateField()
    promise = models.CharField(max_length=10)
    channel = models.CharField(max_length=12, blank=True)
    kept = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)  # of the broken: the customer was told in time that it would be late
    void = models.PositiveIntegerField(default=0)
    unmeasured = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)  # the void ones by reason

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "promise", "channel"], name="figure_once_a_month"),
        ]


class Correction(models.Model):
    """A fact recorded later changed what a finished month would say. The month stands; this is shown beside it."""

    month = models.DateField()
    promise = models.CharField(max_length=10)
    channel = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    was = models.CharField(max_length=14)  # the verdict before, "" for a clock that was not there
    now = models.CharField(max_length=14)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["month", "promise"], name="corrections_by_month")]
