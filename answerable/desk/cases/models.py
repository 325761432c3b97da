"""Cases: what a customer needs, whose work it is, and by when."""

from datetime import datetime

from django.db import models

from answerable.desk.officers.models import Officer


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def of(self, officer: Officer) -> "CaseQuerySet":
        return self.filter(owner=officer)

    def untriaged(self) -> "CaseQuerySet":
        return self.filter(triaged_at=None)


class Case(models.Model):
    """One thing a customer needs. While it is open it has an owner and a target date (K09, F16)."""

    reference = models.CharField(max_length=20, unique=True)  # random: nobody can count or guess the others
    customer = models.ForeignKey("desk.Customer", on_delete=models.SET_NULL, null=True, related_name="cases")
    type = models.CharField(max_length=12, default="enquiry")
    priority = models.CharField(max_length=10, default="normal")
    stage = models.CharField(max_length=1, default="1")
    service = models.ForeignKey("desk.Service", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    need = models.CharField(max_length=300)  # what they need, in their own words: the subject or first line
    owner = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="cases")
    taken_at = models.DateTimeField(null=True)  # when the owner took it; until then it lies with the duty officer
    target = models.DateField()  # the date by which we said, or mean, to have answered
    channel = models.CharField(max_length=12)  # of the contact that opened it
    opened_at = models.DateTimeField()  # when the customer's contact reached us
    triaged_at = models.DateTimeField(null=True)
    sorted_as = models.CharField(max_length=20, blank=True)  # new, joins, not for us, junk, no answer needed
    joined = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="joiners")
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    secret_hash = models.CharField(max_length=64, blank=True)  # of the customer's key to "follow my case"
    # Derived from the clocks for lists: the running or overdue clock that falls due first.
    next_due = models.DateTimeField(null=True)
    next_promise = models.CharField(max_length=16, blank=True)
    # Derived too: by when the full answer must come, where the charter gives a date that may be told.
    answer_due = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_due"], condition=models.Q(closed_at=None), name="open_cases_by_due"),
            models.Index(fields=["owner", "next_due"], condition=models.Q(closed_at=None), name="open_cases_by_owner"),
            models.Index(
                fields=["target"], condition=models.Q(closed_at=None, next_due=None), name="open_cases_by_target"
            ),
            models.Index(fields=["opened_at"], name="cases_by_opening"),
            models.Index(fields=["opened_at"], condition=models.Q(triaged_at=None), name="cases_to_triage"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class HandOver(models.Model):
    """A case offered to a colleague. It stays its owner's until the colleague accepts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="hand_overs")
    note = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(accepted_at=None, declined_at=None),
                name="one_hand_over_waits_a_case",
            )
        ]

    @property
    def waits(self) -> bool:
        return self.accepted_at is None and self.declined_at is None


class Note(models.Model):
    """What an officer wrote on the case for colleagues. The customer may ask to read it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    text = models.TextField()


class Sorting(models.Model):
    """How an officer sorted a new case at triage, with what it takes to undo it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sortings")
    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sorted_as = models.CharField(max_length=20)
    joined = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    owner_before = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")  # if taken
    taken_before = models.DateTimeField(null=True)
    brought = models.ManyToManyField("desk.Contact", related_name="+")  # the contacts that the joined case had not
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["officer", "at"], condition=models.Q(undone_at=None), name="sortings_of_an_officer"),
        ]
