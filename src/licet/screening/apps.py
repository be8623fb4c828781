from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "licet.screening"
    label = "screening"
