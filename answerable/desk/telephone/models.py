"""Lines, feeds of telephone events, and the calls made of them."""

from typing import Any

from django.db import models

from answerable.desk.telephone.course import rang_for
from answerable.desk.telephone.lines import line_key


class Line(models.Model):
    """A number or queue that customers ring. `code` is what the telephone system calls it, as it wrote it first."""

    code = models.CharField(max_length=80)
    key = models.CharField(max_length=80, unique=True, editable=False)  # its one spelling
    name = models.CharField(max_length=120)
    section = models.CharField(max_length=120, blank=True)  # whose line it is, for the greeting; "": the switchboard
    office = models.ForeignKey("desk.Office", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    internal = models.BooleanField(default=False)  # colleagues ring it

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the line, with the key that its code has now."""
        self.key = line_key(self.code)
        super().save(*args, **kwargs)


class Feed(models.Model):
    """Where telephone events come from: an API client, a file, a manager interface."""

    name = models.CharField(max_length=80, unique=True)
    heard_at = models.DateTimeField(null=True)  # when we last heard from it
    last_event_at = models.DateTimeField(null=True)  # the moment of the newest event that it told
    restarted_at = models.DateTimeField(null=True)  # what ran before was cut
    beats = models.BooleanField(default=False)  # it tells us when nothing happens, so that silence is a gap
    trouble = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class FeedGap(models.Model):
    """A time of which a feed told nothing though it should have. `ended` null: it lasts."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="gaps")
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    filled = models.DateTimeField(null=True)  # when what had happened meanwhile was told after all

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "began"], name="gap_once_a_beginning")]


class CallEvent(models.Model):
    """An event as it came. Never changed: the call is worked out anew from all of its events."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(max_length=120)
    call = models.CharField(max_length=120)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    line = models.CharField(max_length=80, blank=True)
    caller = models.CharField(max_length=80, blank=True)
    officer = models.CharField(max_length=120, blank=True)
    details = models.JSONField(default=dict)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "event"], name="call_event_once")]
        indexes = [models.Index(fields=["feed", "call"], name="events_of_a_call")]


class Sample(models.Model):
    """Calls that were noted by hand where no telephone system tells of them: a part of all calls, and marked as one."""

    begins = models.DateField()
    ends = models.DateField()
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # it was entered by mistake: its facts are struck out


class Webhook(models.Model):
    """An address at which a telephone service tells of calls in its own way. `secret` is shared with it."""

    class Style(models.TextChoices):
        FORM = "form", "Posted forms with CallSid and CallStatus, signed"
        JSON = "json", "JSON, its names set below, with the secret in a header"

    name = models.SlugField(max_length=40, unique=True)
    style = models.CharField(max_length=4, choices=Style.choices)
    secret = models.CharField(max_length=500)  # encrypted with the data folder's key
    names = models.JSONField(default=dict)  # of JSON: our names → where theirs stand, such as "data.call_id"
    words = models.JSONField(default=dict)  # of JSON: what they call each kind of event → ours
    current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """One telephone call to the council, as its events tell it."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "Answered"
        GIVEN_UP = "given up", "Given up"
        VOICEMAIL = "voicemail", "Voicemail"
        BUSY = "busy", "Busy"

    occasion = models.OneToOneField("desk.Occasion", on_delete=models.PROTECT, related_name="call")
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, null=True, related_name="calls")  # null: by hand
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, null=True, related_name="calls")
    call = models.CharField(max_length=120)
    again = models.PositiveIntegerField(default=0)  # of the calls that bear its name, this one: systems count anew
    line = models.ForeignKey(Line, on_delete=models.SET_NULL, null=True, related_name="calls")
    caller = models.CharField(max_length=80, blank=True)  # the number as it came; "": withheld
    key = models.CharField(max_length=40, blank=True)  # its one spelling, by which a customer's address is found
    ring = models.DateTimeField(null=True)  # the first ring at the council; null: no telephone of ours rang
    answered = models.DateTimeField(null=True)
    rang_until = models.DateTimeField(null=True)  # when the customer ceased to wait: answered, or gone
    ended = models.DateTimeField(null=True)
    held = models.BooleanField(default=False)  # is on hold now
    answered_as = models.CharField(max_length=120, blank=True)  # who answered, as the system names them
    answered_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="calls")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)  # "": it is going on
    office_hours = models.CharField(max_length=6, blank=True)  # "open" or "closed" when it rang; "": not stated
    cut = models.BooleanField(default=False)  # its end was never told: the system restarted in mid-call
    # What the desk made of it.
    taken_by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    customer = models.ForeignKey("desk.Customer", on_delete=models.SET_NULL, null=True, related_name="calls")
    contact = models.ForeignKey("desk.Contact", on_delete=models.SET_NULL, null=True, related_name="calls")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "call", "again"], name="call_once_a_name")]
        indexes = [
            models.Index(fields=["ring"], name="calls_by_ring"),
            models.Index(fields=["ring"], condition=models.Q(ended=None, cut=False), name="calls_going_on"),
        ]

    def __str__(self) -> str:
        return self.occasion.reference

    @property
    def rings(self) -> bool:
        return self.ring is not None and self.answered is None and self.ended is None and not self.cut

    @property
    def ring_seconds(self) -> float | None:
        """How long it rang, to the thousandth; None while it rings, where it never did, and where nobody knows."""
        if self.ring is None or self.rang_until is None:
            return None
        return rang_for(self.ring, self.rang_until).total_seconds()


class Transfer(models.Model):
    """A call that an officer puts through, with its card: what the colleague knows before the line is theirs."""

    class Reason(models.TextChoices):
        REFUSED = "refused", "Refused"
        UNANSWERED = "unanswered", "Not answered"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="transfers")
    giver = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    # What it is about; null: all that the call is about.
    case = models.ForeignKey("desk.Case", on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=300)
    identity = models.CharField(max_length=200, blank=True)  # how it was checked who rings; "": it was not
    asked = models.TextField()
    told = models.TextField(blank=True)  # what they were told and promised
    done = models.JSONField(default=list)  # what the charter asks for when a call is put through, and was done
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    settled_at = models.DateTimeField(null=True)  # when the giver saw to one that came back
    theirs = models.BooleanField(null=True)  # whether it was for the taker, as they say; null: not said

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(accepted_at=None, came_back_at=None),
                name="one_transfer_waits_a_call",
            )
        ]
        indexes = [
            models.Index(fields=["giver"], condition=models.Q(settled_at=None), name="transfers_of_a_giver"),
            models.Index(fields=["taker"], condition=models.Q(settled_at=None), name="transfers_to_a_taker"),
        ]

    @property
    def waits(self) -> bool:
        return self.accepted_at is None and self.came_back_at is None
