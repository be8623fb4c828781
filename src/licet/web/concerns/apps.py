from django.apps import AppConfig


class ConcernsPagesConfig(AppConfig):
    name = "licet.web.concerns"
    label = "concerns_pages"
    verbose_name = "Concerns"
