"""Figures of finished months, kept as they were when the month ended, and corrections to them."""

from django.db import models

TOLD = "broken, told"  # what a correction calls a broken promise of whose lateness the customer was told in time


class MonthFigure(models.Model):
    """How one promise fared on one channel in one finished month. Frozen when the month is first reported.

    Every frozen month has a row without a promise, which says that it is: also where nothing fell due in it.
    A share is frozen later than its month, once customers can no longer come back; its row without a channel says so.
    """

    month = models.DateField()
    promise = models.CharField(max_length=16)
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
    promise = models.CharField(max_length=16)
    channel = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    was = models.CharField(max_length=14)  # the verdict before, "" for a clock that was not there
    now = models.CharField(max_length=14)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, null=True, related_name="+")
    occasion = models.ForeignKey(
        "desk.Occasion", on_delete=models.CASCADE, null=True, related_name="+"
    )  # or of neither

    class Meta:
        indexes = [models.Index(fields=["month", "promise"], name="corrections_by_month")]
