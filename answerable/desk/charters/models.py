"""The editions of the council's charter."""

from django.db import models


class Edition(models.Model):
    """One adopted text of the charter. Never changed: a new text is a new edition."""

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    # Clocks that start from this moment on are bound by it. The first edition binds everything before the second.
    starts = models.DateTimeField()
    adopted_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
