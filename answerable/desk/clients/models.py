"""Programs that speak to the desk through the API."""

from django.db import models


class Client(models.Model):
    """A program with a token. The token is shown once and kept hashed."""

    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)  # "contacts:write", "facts:write", …
    created = models.DateTimeField()
    expires = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used = models.DateField(null=True)
    # How many requests were taken from its share of the minute (counted from 1970).
    taken_in = models.BigIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)


class Replay(models.Model):
    """An answered request with an idempotency key: the same request gets the same answer, another body none."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="replays")
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="replay_once_a_client")]
