from django.apps import AppConfig


class WebRegisterConfig(AppConfig):
    name = "licet.web.register"
    label = "web_register"
