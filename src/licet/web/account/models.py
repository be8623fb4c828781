"""Sign-ins that failed lately, counted by every process in one table. Rows go when they are a quarter of an hour old."""

from django.db import models


class FailedSignIn(models.Model):
    """One attempt. All three marks are keyed digests: neither a username nor an address can be read from them.

    ``device`` is the mark of a browser in which this account signed in before, and is empty for any other.
    """

    account = models.CharField(max_length=32)
    network = models.CharField(max_length=32)
    device = models.CharField(max_length=32, blank=True)
    moment = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "network", "device"], name="failed_sign_in_by_account"),
            models.Index(fields=["network"], name="failed_sign_in_by_network"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
