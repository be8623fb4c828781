from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "licet.concerns"
    label = "concerns"

    def ready(self) -> None:
        from licet.concerns.services import hourly  # noqa: F401  (its memory is made before workers are started, so that they share it)
