from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "licet.policy"
    label = "policy"
