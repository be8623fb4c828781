from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "licet.platform"
    label = "platform"
