"""The post room: scans of what came, letters entered in a batch, and letters on their way out."""

from typing import TYPE_CHECKING

from django.db import models

from answerable.charter.moments import day_in_words, local

if TYPE_CHECKING:
    from answerable.desk.customers.models import Customer
    from answerable.desk.visits.models import Visit


class Scan(models.Model):
    """A picture or a PDF of a letter. Its bytes stay in the arrival; what was read of it is kept beside them."""

    arrival = models.OneToOneField("desk.Arrival", on_delete=models.PROTECT, related_name="scan")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")  # whose pile it lies on
    name = models.CharField(max_length=255)  # cleaned of paths and direction marks
    kind = models.CharField(max_length=4)  # pdf, jpeg, png, tiff: by its first bytes
    at = models.DateTimeField()
    contact = models.ForeignKey("desk.Contact", on_delete=models.SET_NULL, null=True, related_name="scans")
    aside_at = models.DateTimeField(null=True)  # it belongs to no letter: a blank side, a separating sheet
    pages = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)  # by which the letter is found; a machine read it
    drawn = models.BooleanField(default=False)  # there are pictures of its pages
    trouble = models.CharField(max_length=300, blank=True)  # what of it could not be read, or shown, and why
    read_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)  # a worker that dies over it holds it no longer than this
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["officer", "id"], condition=models.Q(contact=None, aside_at=None), name="scans_on_a_pile"
            ),
            models.Index(fields=["id"], condition=models.Q(read_at=None), name="scans_to_read"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shows(self) -> bool:
        """Say whether a browser can show its first page: drawn by us or, until it was read, a picture as it came."""
        return self.drawn or (self.read_at is None and self.kind in ("jpeg", "png"))

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of the pages that can be shown; until it was read, of the first."""
        return list(self.drawings.order_by("number").values_list("number", flat=True)) or [1] * self.shows


class ScanPage(models.Model):
    """A page of a scan as we drew it: a JPEG, safe to be shown."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="drawings")
    number = models.PositiveSmallIntegerField()  # from 1
    picture = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="a_page_is_drawn_once")]

    def __str__(self) -> str:
        return f"Page {self.number} of {self.scan}"


class Entry(models.Model):
    """A letter that was entered in a batch: what the officer sees of it, and may take back."""

    contact = models.OneToOneField("desk.Contact", on_delete=models.CASCADE, related_name="entry")
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    joined = models.BooleanField(default=False)  # it joined a case that was there
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["officer", "at"], name="entries_of_an_officer")]


class Letter(models.Model):
    """A letter to be printed and posted. It says nothing to anybody until it is posted: then its message is sent."""

    message = models.OneToOneField("desk.Message", on_delete=models.CASCADE, related_name="letter")
    address = models.TextField(blank=True)  # as it stands on the envelope
    size = models.PositiveSmallIntegerField(default=12)  # of its type, in points
    post_by = models.DateTimeField(null=True)  # later it comes too late for what it tells; null: a clock alone says so
    printed_at = models.DateTimeField(null=True)
    printed_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    posted_on = models.DateField(null=True)
    posted_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)  # when it was written down that it was posted
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(posted_on=None, withdrawn_at=None), name="letters_in_tray"),
            models.Index(fields=["posted_on"], name="letters_by_posting"),
        ]

    @property
    def visit(self) -> "Visit | None":
        """Return the home visit that it tells of in no case."""
        told = None if self.message.case else getattr(self.message, "appointment_message", None)
        return told.visit if told else None

    @property
    def reference(self) -> str:
        """Return our reference, as it stands on the sheet."""
        return str(self.message.case or self.visit or "")

    @property
    def customer(self) -> "Customer | None":
        about = self.message.case or self.visit
        return about.customer if about else None

    @property
    def title(self) -> str:
        """Return in words what it is, for whoever handles it."""
        if self.message.case:
            return f"{self.message.get_means_display()}: {self.message.case.need}"
        return f"A home visit on {day_in_words(local(self.visit.begins))}" if self.visit else "A letter"
