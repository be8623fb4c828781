"""Django's view of the module."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "licet.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
