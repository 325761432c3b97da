"""Permission to read and send a mail account's mail at a provider that takes no password."""

from django.db import models


class Permission(models.Model):
    """What a provider knows this program by, and what it gave us: its secrets are encrypted with the data folder's key.

    `given` by consent: a person let us in, and what came of it (`lasting`, OAuth's refresh token) buys short-lived
    access. Given to the application itself: its id and secret buy access, and nobody is asked.
    """

    class Provider(models.TextChoices):
        MICROSOFT = "microsoft", "Microsoft 365"
        GOOGLE = "google", "Google Workspace"
        OTHER = "other", "Another"

    class Given(models.TextChoices):
        CONSENT = "consent", "By somebody who signs in there as the mailbox"
        APPLICATION = "application", "To the application itself, by the provider’s administrator"

    name = models.CharField(max_length=120, unique=True)
    provider = models.CharField(max_length=10, choices=Provider.choices)
    given = models.CharField(max_length=12, choices=Given.choices, default=Given.CONSENT)
    tenant = models.CharField(max_length=80, blank=True)  # of Microsoft: whose directory the application is in
    # Of another provider: where it asks for consent, where it gives tokens, what is asked for, at which mail servers
    # its tokens may be shown.
    consent_url = models.CharField(max_length=500, blank=True)
    token_url = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    servers = models.CharField(max_length=500, blank=True)
    client_id = models.CharField(max_length=255)
    client_secret = models.TextField(blank=True)
    lasting = models.TextField(blank=True)
    access = models.TextField(blank=True)
    access_ends = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def by_consent(self) -> bool:
        return self.given == self.Given.CONSENT
