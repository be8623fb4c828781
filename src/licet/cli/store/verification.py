"""What is wrong with a store: its log, its documents and its keys, each checked against what the databases say.

`python -m licet.cli.store.verification` checks the store of its environment and prints the faults as JSON; a rehearsal runs it so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from licet.cli.store import keys
from licet.kernel.errors import LicetError

MOST_NAMED = 5  # of many missing documents


def faults() -> Iterator[str]:
    """One sentence for each fault. Needs Django."""
    for state in keys.states():
        if state.is_missing:
            yield f"{state.setting} is missing: it is neither in the backup nor set here, and without it {state.tried_on} cannot be read."
        elif not state.opens_what_is_there:
            yield f"{state.setting} does not fit: {state.tried_on} cannot be read with it."
    yield from _faults_of_log()
    yield from _faults_of_documents()
    yield from _faults_of_attachments()


def _faults_of_log() -> Iterator[str]:
    from licet.ledger.public import audit_signed_log

    try:
        audit_signed_log()
    except LicetError as error:
        yield str(error)


def _faults_of_documents() -> Iterator[str]:
    from licet.documents.public import Document
    from licet.evidence.public import Capture
    from licet.platform.files import file_store

    store, wanting = file_store(), list[str]()
    digests = {*Document.objects.values_list("sha256", flat=True), *Capture.objects.values_list("sha256", flat=True)}
    for digest in sorted(digests):
        try:
            for _ in store.pieces(digest):
                pass
        except LicetError:
            wanting.append(digest)
    if wanting:
        yield f"{len(wanting)} of {len(digests)} documents are missing or damaged: {', '.join(wanting[:MOST_NAMED])}."


def _faults_of_attachments() -> Iterator[str]:
    from licet.concerns.public import attachments_missing

    if missing := attachments_missing():
        yield f"{missing} sealed attachments of concerns are missing."


def main() -> None:
    from licet.cli.main import django_ready

    django_ready()
    json.dump(list(faults()), sys.stdout)


if __name__ == "__main__":
    main()
