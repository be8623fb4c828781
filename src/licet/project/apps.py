from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "licet.project"
    label = "project"

    def ready(self) -> None:
        from licet.project import checks, subscriptions  # noqa: F401  (registers what a production start refuses)

        subscriptions.wire()
