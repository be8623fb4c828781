from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "licet.notices"
    label = "notices"
