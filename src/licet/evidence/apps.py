from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "licet.evidence"
    label = "evidence"
