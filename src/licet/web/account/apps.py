from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "licet.web.account"
    label = "account"
    verbose_name = "Accounts"
