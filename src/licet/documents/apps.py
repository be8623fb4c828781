from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "licet.documents"
    label = "documents"
