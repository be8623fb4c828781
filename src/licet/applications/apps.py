"""Django's view of the module."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "licet.applications"
    label = "applications"
    default_auto_field = "django.db.models.BigAutoField"
