"""Django's view of the module."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "licet.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
