from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "licet.web.desk"
    label = "desk"
    verbose_name = "Officials' desk"
