from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "licet.web.portal"
    label = "portal"
    verbose_name = "Exporter portal"
