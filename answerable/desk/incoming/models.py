"""What comes in: bytes as they came, and the contacts made of them."""

from django.db import models


class Arrival(models.Model):
    """What a customer sent, byte for byte, kept before anything can fail. Never changed."""

    channel = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    size = models.PositiveIntegerField()
    arrived_at = models.DateTimeField()
    mailbox = models.ForeignKey("desk.Mailbox", on_delete=models.SET_NULL, null=True, related_name="+")
    taken_in_at = models.DateTimeField(null=True)  # null: still to be made a contact

    class Meta:
        # A mail is the same mail if its bytes are.
        constraints = [models.UniqueConstraint(fields=["channel", "sha256"], name="arrival_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(taken_in_at=None), name="arrivals_to_take_in")]


class Contact(models.Model):
    """One call, message, letter or meeting, on a channel. It may open or join several cases."""

    reference = models.CharField(max_length=20, unique=True)
    cases = models.ManyToManyField("desk.Case", related_name="contacts")
    customer = models.ForeignKey("desk.Customer", on_delete=models.SET_NULL, null=True, related_name="contacts")
    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, null=True, related_name="contact")
    channel = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, default="person")  # person, automatic, bounce
    message_id = models.CharField(max_length=998, blank=True)
    sender = models.CharField(max_length=500, blank=True)
    recipients = models.TextField(blank=True)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    troubles = models.TextField(blank=True)  # what could not be read of it, in words for the officer
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    # A reference stood in it, but its sender isn't known on that case: for the officer to judge.
    suggested = models.ForeignKey("desk.Case", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["message_id"], name="contacts_by_message_id"),
            models.Index(fields=["received_at"], name="contacts_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.reference


class Attachment(models.Model):
    """A file that came with a contact. Its bytes stay in the arrival; `part` says where."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="attachments")
    part = models.PositiveIntegerField()
    name = models.CharField(max_length=255)  # cleaned of paths and direction marks
    type = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
