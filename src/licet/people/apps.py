from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "licet.people"
    label = "people"
