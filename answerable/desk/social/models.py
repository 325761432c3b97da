"""Where a message on social media stands."""

from django.db import models


class Posting(models.Model):
    """Where one message stands: a customer's (of a contact), or ours (of a message)."""

    contact = models.OneToOneField("desk.Contact", on_delete=models.CASCADE, null=True, related_name="posting")
    message = models.OneToOneField("desk.Message", on_delete=models.CASCADE, null=True, related_name="posting")
    network = models.CharField(max_length=40)  # such as "facebook"
    page = models.CharField(max_length=200, blank=True)  # of ours, or the group, where it stands
    author = models.CharField(max_length=200, blank=True)  # the customer's name there
    public = models.BooleanField(default=False)
    permalink = models.CharField(max_length=1000, blank=True)
    network_id = models.CharField(max_length=200, blank=True)  # the network's own name for it
    moves = models.BooleanField(default=False)  # ours: it asks them to go on in private

    class Meta:
        indexes = [models.Index(fields=["network", "author"], name="postings_by_author")]
