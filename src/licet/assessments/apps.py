from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "licet.assessments"
    label = "assessments"
