from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "licet.register"
    label = "register"
