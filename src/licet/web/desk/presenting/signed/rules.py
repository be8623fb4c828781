"""Acts that say what may be granted from now on: a hold placed or lifted, a departure from a criterion."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from licet.web.components.filters import listed
from licet.web.desk.presenting import words
from licet.web.desk.presenting.signed import assessed
from licet.web.desk.presenting.signed.parts import Body, Known, Row, Section, roles, scope_words


def hold(body: Body, known: Known) -> Iterator[Section]:
    rows = (
        Row(_("Kind"), words.hold_kind(body["hold_kind"])),
        Row(_("Title"), body["title"]),
        Row(_("Scope"), scope_words(body["scope"]) or _("Every licence line.")),
        Row(_("Legal basis"), known.text(body["legal_basis"])),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Who signs"), roles(body)),
    )
    yield Section(_("The hold"), rows)


def lift(body: Body, known: Known) -> Iterator[Section]:
    rows = (
        Row(_("Hold"), f"{body['hold']}: {body['title']}"),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Who signs"), roles(body)),
    )
    yield Section(_("What is lifted"), rows)


def depart(body: Body, known: Known) -> Iterator[Section]:
    rows = (
        Row(_("Criteria departed from"), listed(body["criteria"])),
        Row(_("Scope"), scope_words(body["scope"])),
        Row(_("Expires on"), body["expires_on"]),
        Row(_("Legal basis"), known.text(body["legal_basis"])),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("What the public is told"), known.text(body["publication"])),
        Row(_("Who signs"), roles(body)),
    )
    yield Section(_("The departure"), rows)
    if assessed.named(body):
        risks = tuple(Row(*row) for row in assessed.rows(body))
        yield Section(_("The conclusions that it departs from: they stand"), risks, tuple(assessed.texts(body, known.text)))
