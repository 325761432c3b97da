"""Badges."""

from datetime import date

from django.db import models


class BadgeQuerySet(models.QuerySet["Badge"]):
    def in_force(self, today: date) -> "BadgeQuerySet":
        return self.filter(withdrawn_at=None, expires__gte=today)


class Badge(models.Model):
    """One badge of one officer, with the identity card that belongs to it. A renewed one is another badge."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="badges")
    number = models.CharField(max_length=12, unique=True)
    photograph = models.BinaryField()  # a JPEG of our own making
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    expires = models.DateField()  # the last day on which it is good
    withdrawn_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)  # why it was withdrawn: WHY_WITHDRAWN

    objects = BadgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(withdrawn_at=None), name="one_badge_of_an_officer"
            )
        ]

    def __str__(self) -> str:
        return self.number

    def is_in_force(self, today: date) -> bool:
        return self.withdrawn_at is None and self.expires >= today
