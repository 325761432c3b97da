"""Displays, each let in by a link of its own."""

from django.db import models


class Display(models.Model):
    """A screen with a link to one page. The link's secret is shown once and kept hashed."""

    class Kind(models.TextChoices):
        WALL = "wall", "Wall: figures for the whole desk"
        WAITING = "waiting", "Waiting room: who is called, without names"
        CHECK_IN = "check-in", "Self check-in for visitors"

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    office = models.ForeignKey("desk.Office", on_delete=models.PROTECT, null=True, related_name="+")  # null: no one's
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    last_used = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name
