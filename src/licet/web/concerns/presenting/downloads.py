"""A file on its way out: always as an attachment, never opened in the page."""

import re
from collections.abc import Iterator
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse

from licet.concerns.public import AttachmentSeen

_PLAIN = re.compile(r"[^\w. -]", re.ASCII)


def download(about: AttachmentSeen, pieces: Iterator[bytes]) -> HttpResponse:
    """As it was kept, under a name that says nothing to a browser."""
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{_PLAIN.sub("_", about.name)}"'
    return cast(HttpResponse, response)
