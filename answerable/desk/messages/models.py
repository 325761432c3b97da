"""Messages that callers left, and the attempts to ring them back."""

from django.db import models


class LeftMessage(models.Model):
    """A caller waits to be rung back. The work is a case, whose owner rings: this keeps whom to ask for, and where."""

    class Kind(models.TextChoices):
        MESSAGE = "message", "Message"
        VOICEMAIL = "voicemail", "Voicemail"
        RING_BACK = "ring-back", "Ring-back promised"

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="left_messages")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    # The colleague whom the caller asked for, who may not be the one who has the message: a cover stands in.
    wanted = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=80, blank=True)
    by_when = models.DateTimeField(null=True)  # by when the caller was told, or asked, to be rung
    contact = models.ForeignKey("desk.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    taken_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    otherwise = models.CharField(max_length=200, blank=True)  # why they are rung, who asked for another way
    returned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["taken_at"], condition=models.Q(returned_at=None), name="messages_to_return"),
        ]

    def __str__(self) -> str:
        return self.case.reference


class Attempt(models.Model):
    """Somebody rang. That is no answer unless the customer was reached."""

    class Outcome(models.TextChoices):
        NO_ANSWER = "no answer", "Rang, no answer"
        LEFT_WORD = "left word", "Left word"
        REACHED = "reached", "Reached"

    message = models.ForeignKey(LeftMessage, on_delete=models.CASCADE, related_name="attempts")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    class Meta:
        indexes = [models.Index(fields=["message", "at"], name="attempts_at_a_message")]
