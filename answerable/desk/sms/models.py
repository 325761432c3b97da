"""The gateway through which text messages go."""

from django.db import models


class TextGateway(models.Model):
    """Where our text messages go. At most one row."""

    class Kind(models.TextChoices):
        NOTIFY = "notify", "GOV.UK Notify"
        HTTP = "http", "Another gateway, by HTTP"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTIFY)
    address = models.CharField(max_length=500, blank=True)  # https; Notify's own where it is empty
    secret = models.CharField(max_length=500, blank=True)  # an API key or a token, encrypted
    template = models.CharField(max_length=36, blank=True)  # Notify's template, which has ((text)) in it
    number = models.CharField(max_length=20, blank=True)  # from which they come, and to which customers answer
    active = models.BooleanField(default=True)
    trouble = models.CharField(max_length=500, blank=True)  # why the last one could not be handed over
