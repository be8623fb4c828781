from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "licet.concerns"
    label = "concerns"
