"""Absences of officers."""

from django.db import models


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
