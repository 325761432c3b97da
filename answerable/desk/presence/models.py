"""Pages of cases that are open on officers' screens."""

from django.db import models


class OpenPage(models.Model):
    """A case's page on an officer's screen. It goes when they leave it, or when nothing is heard of it any more."""

    page = models.CharField(max_length=40, unique=True)  # a secret of that page's own
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="open_pages")
    officer = models.ForeignKey("desk.Officer", on_delete=models.CASCADE, related_name="+")
    heard_at = models.DateTimeField()
    writing = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["heard_at"], name="open_pages_by_hearing")]
