"""When the register was last compared with the log, and what was found."""

from django.db import models

from licet.platform.fields import ActorField


class RegisterComparison(models.Model):
    """One whole comparison: ``size`` entries of ``log_size``; ``differences`` rows differ, ``named`` are the first of them."""

    compared_at = models.DateTimeField()
    compared_by = ActorField()
    size = models.BigIntegerField()
    log_size = models.BigIntegerField()
    differences = models.PositiveIntegerField()
    named = models.JSONField()
    seconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.compared_at:%Y-%m-%d} up to {self.size}"
