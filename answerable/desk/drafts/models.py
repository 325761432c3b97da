"""Drafts: what an officer has half-typed, kept so that nothing is lost."""

from django.db import models


class Draft(models.Model):
    """The fields of one unfinished form of one officer."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60)  # "new contact", or "reply" with the case's reference
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "place"], name="draft_once_a_place")]
