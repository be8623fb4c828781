"""Sign-ins that failed lately, counted by every process in one table. Rows go when they are a quarter of an hour old."""

from django.db import models


class FailedSignIn(models.Model):
    """One attempt. All its marks are keyed digests: neither a username nor an address can be read from them.

    ``device`` is the mark of a browser in which this account signed in before, and is empty for any other. ``site`` is the wider
    network that one customer of a provider may have whole; it is empty where a device is known.
    """

    account = models.CharField(max_length=32)
    network = models.CharField(max_length=32)
    site = models.CharField(max_length=32, blank=True)
    device = models.CharField(max_length=32, blank=True)
    moment = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "network", "device"], name="failed_sign_in_by_account"),
            models.Index(fields=["site"], name="failed_sign_in_by_site"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class ReportedAttack(models.Model):
    """An attack of which a line was written within the window, so that all processes together write one."""

    mark = models.CharField(max_length=32, unique=True)
    moment = models.DateTimeField()

    def __str__(self) -> str:
        return f"reported {self.moment}"
