"""The lines that the web process itself writes: none about the concerns pages, whatever gunicorn is told."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from licet.project.observability.log_lines import JsonLines
from licet.web.concerns.silence import NothingOfConcerns


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's own logger, with the same filter and the same format as Django's."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.addFilter(NothingOfConcerns())
                if settings.LICET_LOGS_JSON:
                    handler.setFormatter(JsonLines())
