"""Records: evidence that is renewed, such as an officer's training or the yearly review of the charter."""

from django.db import models


class Thing(models.Model):
    """Something that records are kept of, beside officers and the charter: a facility, an article, a vehicle."""

    each = models.CharField(max_length=40)  # what it is one of, in the charter's word
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["each", "name"], name="thing_once_a_name")]

    def __str__(self) -> str:
        return self.name


class RecordFact(models.Model):
    """One thing that happened to somebody or something that a record is kept of. Never changed, never deleted."""

    subject = models.CharField(max_length=60)  # "officer-12", "thing-7" or "charter": it names nobody
    kind = models.CharField(max_length=30)  # begun, renewed, ended, corrected
    of = models.CharField(max_length=60, blank=True)  # the record, in the charter's word; begun and ended are of all
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="facts_of_a_record")]


class Evidence(models.Model):
    """What proves that a record was renewed: a note or the reference of a document. It may name people."""

    fact = models.OneToOneField(RecordFact, on_delete=models.CASCADE, related_name="evidence")
    text = models.CharField(max_length=500)
