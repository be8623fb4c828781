"""Django's view of the module."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "licet.licences"
    label = "licences"
    default_auto_field = "django.db.models.BigAutoField"
