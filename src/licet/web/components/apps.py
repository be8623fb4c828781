from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "licet.web.components"
    label = "components"
    verbose_name = "Page components"
