"""Drafts: what an officer has half-typed, kept so that nothing is lost; and forms that have done their work."""

from django.db import models


class Draft(models.Model):
    """The fields of one unfinished form of one officer."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60)  # "new contact", or "reply" with the case's reference
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "place"], name="draft_once_a_place")]


class Submission(models.Model):
    """A form that did its work. The same form posted again does nothing and leads where it led."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)  # the secret that stood in the form
    led_to = models.CharField(max_length=20, blank=True)  # the reference of the case or contact
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "token"], name="form_acts_once")]
