"""The council: its address, mailboxes, services and calendar, as its administrators set them."""

from django.db import models


class Council(models.Model):
    """The council whose desk this is. One row."""

    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)  # postal
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField()  # the address our mail comes from
    public_url = models.URLField(default="http://127.0.0.1:8000")  # links in mail use this, never the Host header
    signature = models.TextField(blank=True)  # further lines under the standard signature
    duty_officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    demonstration = models.BooleanField(default=False)
    smtp = models.CharField(max_length=500, blank=True)  # an encrypted smtp:// address
    # What signs in there instead of a password.
    smtp_permission = models.ForeignKey("desk.Permission", on_delete=models.PROTECT, null=True, related_name="+")
    # How long each level of the line has to answer an alarm before the next is told; null: every level at once.
    alarm_minutes = models.PositiveSmallIntegerField(null=True)
    short_call_seconds = models.PositiveSmallIntegerField(null=True)  # given up by then: shown apart; null: none is
    # How many working days before an appointment its reminder goes; null: none is sent.
    reminder_days = models.PositiveSmallIntegerField(null=True, blank=True, default=1)
    # How many working days a letter is on its way; null: nobody is reminded by letter.
    post_days = models.PositiveSmallIntegerField(null=True, blank=True, default=2)
    # How many working days it takes to find an interpreter; null: none.
    interpreter_days = models.PositiveSmallIntegerField(null=True, blank=True)
    law_version = models.PositiveIntegerField(default=1)  # raised when the charter or the calendar changes

    def __str__(self) -> str:
        return self.name


class Mailbox(models.Model):
    """A mailbox that is read by IMAP. Its duty officer owns what arrives there until somebody takes it."""

    class Takes(models.TextChoices):
        MAIL = "email", "E-mail from customers"
        VOICEMAIL = "voicemail", "Voicemails that the telephone system sends"
        NETWORKS = "networks", "What social networks write of messages on them"

    takes = models.CharField(max_length=10, choices=Takes.choices, default=Takes.MAIL)  # settings.READERS reads it
    address = models.EmailField(unique=True)
    host = models.CharField(max_length=255, blank=True)  # empty: mail for it comes by pipe
    port = models.PositiveIntegerField(default=993)
    login = models.CharField(max_length=255, blank=True)
    password = models.CharField(max_length=500, blank=True)  # encrypted with the data folder's key
    # What signs in instead of a password.
    permission = models.ForeignKey(
        "desk.Permission", on_delete=models.PROTECT, null=True, blank=True, related_name="mailboxes"
    )
    folder = models.CharField(max_length=255, default="INBOX")
    ca_file = models.CharField(max_length=500, blank=True)  # a certificate authority of the council's own
    duty_officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.address


class Service(models.Model):
    """A service of the council's that people ask about."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    duty_officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class CalendarChange(models.Model):
    """A change of the council's calendar, which makes a version of it from `at` on. Never changed, never deleted.

    What was done by mistake is undone by a later change that `withdraws` it and says the same days and title.
    """

    class What(models.TextChoices):
        HOLIDAY = "holiday", "Bank holiday"  # one more than those that come with the program
        STRUCK = "struck", "No bank holiday"  # one of those that come with the program is none
        CLOSURE = "closure", "Closure"
        MEETING = "meeting", "Council meeting"

    what = models.CharField(max_length=10, choices=What.choices)
    first = models.DateField()
    last = models.DateField()
    title = models.CharField(max_length=120)
    announced = models.DateField(null=True)  # of a bank holiday: when it was proclaimed to the country
    at = models.DateTimeField()
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawal")

    def __str__(self) -> str:
        return self.title
