"""The outbox: what the council says to customers, and what became of it."""

from django.db import models


class Means(models.TextChoices):
    """What a message does for the customer."""

    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
    ANSWER = "answer", "Answer"
    HOLDING = "holding", "Holding reply"
    EXTENSION = "extension", "Extension"
    FINAL = "final", "Final answer"
    APPOINTMENT_CHANGE = "appointment change", "Appointment moved or cancelled"
    OTHER = "other", "Other"  # to officers, and other mail that no promise is about


class State(models.TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    BOUNCED = "bounced", "Came back"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Message(models.Model):
    """One message to a customer: an e-mail, a text or a posting to send, a letter, or words spoken and recorded."""

    case = models.ForeignKey("desk.Case", on_delete=models.PROTECT, null=True, related_name="messages")
    by = models.CharField(max_length=10, default="email")  # email, letter, spoken, sms, social
    to = models.CharField(max_length=500, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    means = models.CharField(max_length=20, choices=Means.choices)
    tells = models.JSONField(default=list)  # what the customer is told in it: charter.facts.TELLS
    date_told = models.DateField(null=True)  # the new date, or the date of the full answer
    signpost = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    closes = models.CharField(max_length=30, blank=True)  # the outcome with which the case closes once it is sent
    done = models.JSONField(default=list)  # what the charter's steps ask for when it is sent, and was done
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.CharField(max_length=998, blank=True)
    references = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    next_try = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)  # a worker that dies holds it no longer than this
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)  # of a text: the network says that it reached the telephone
    otherwise = models.CharField(max_length=200, blank=True)  # why it went another way than they asked
    trouble = models.CharField(max_length=500, blank=True)  # why it was not sent, or came back
    perhaps_twice = models.BooleanField(default=False)  # a kill left its fate unknown and it was sent again

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try"], condition=models.Q(state__in=["queued", "sending"]), name="messages_to_send"
            ),
            models.Index(fields=["to", "queued_at"], name="messages_by_recipient"),
            models.Index(
                fields=["queued_at"], condition=models.Q(state__in=["failed", "bounced"]), name="messages_in_trouble"
            ),
        ]
