"""Corrections and exclusions of published decisions."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from licet.web.desk.presenting import corrections
from licet.web.desk.presenting.signed.parts import Body, Known, Row, Section, roles


def change(body: Body, known: Known) -> Iterator[Section]:
    """What changes and why, and the decision as it was published when this was proposed."""
    decision = body["published"]
    rows = (
        Row(_("Decision"), decision["decision"]),
        *corrections.change_rows(body.get("correction"), decision["currency"]),
        Row(_("Reason, which everybody can read"), known.text(body["reason"])),
        Row(_("Who signs"), roles(body)),
    )
    yield Section(_("What changes"), rows)
    yield Section(_("The decision as published when this was proposed"), tuple(corrections.published_rows(decision)))
