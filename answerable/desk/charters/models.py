"""The editions of the council's charter, and the texts that may become one."""

from django.db import models


class Edition(models.Model):
    """One adopted text of the charter. Never changed: a new text is a new edition."""

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    # Clocks that start from this moment on are bound by it. The first edition binds everything before the second.
    starts = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)  # null: before this was kept
    adopted_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    # One that has not begun may be withdrawn; it then never binds anything.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Edition {self.number}"


class CharterDraft(models.Model):
    """A text that may become an edition. It is kept whatever is wrong in it; once adopted it changes no more."""

    text = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, related_name="draft")
