"""Acts over licences: a change of status, and what a review decided of each."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from licet.web.components.filters import listed
from licet.web.desk.presenting import words
from licet.web.desk.presenting.signed import assessed
from licet.web.desk.presenting.signed.parts import Body, Known, Row, Section, departure_words, departures_texts, roles, scope_words


def status(body: Body, known: Known) -> Iterator[Section]:
    licences = body["licences"]
    rows = [
        Row(_("Legal basis"), known.text(body["legal_basis"])),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Scope"), scope_words(body["scope"]) or _("chosen one by one")),
        Row(_("Licences"), f"{len(licences):,}"),
        Row(_("Who signs"), roles(body)),
    ]
    names = "\n".join(f"{_licence(item)}{_by_departure(item)}" for item in licences)
    rows += [Row(*row) for row in assessed.rows(body)]
    texts = ((_("The frozen list"), names), *departures_texts(body, known), *assessed.texts(body, known.text))
    yield Section(_("What is to be done"), tuple(rows), texts)


def _licence(item: Body) -> str:
    return f"{item['reference']} ({item['status']}, {_('version')} {item['revision']})"


def _by_departure(item: Body) -> str:
    departure = item.get("departure")
    return f", {_('by departure')} {departure_words(departure, item.get('passes', ()))}" if departure else ""


def review(body: Body, known: Known) -> Iterator[Section]:
    frozen, licences = body["frozen"], body["licences"]
    counts = Counter(item["outcome"] for item in licences)
    rows = [
        Row(_("Review"), body["review"]),
        Row(_("Question"), known.text(body["question"])),
        Row(_("Commissioned by"), body["commissioned_by"]),
        Row(_("Scope"), frozen["sentence"]),
        Row(_("Licences"), f"{len(licences):,}: " + listed(f"{words.review_outcome(item)} {count:,}" for item, count in counts.items())),
        Row(_("Legal basis"), known.text(body["legal_basis"])),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Who signs"), roles(body)),
    ]
    listing = "\n".join(_review_line(item) for item in licences)
    why = {(item["outcome"], item["reasons"]) for item in licences}
    reasons = "\n\n".join(f"{words.review_outcome(outcome)}: {known.text(text)}" for outcome, text in sorted(why))
    rows += [Row(*row) for row in assessed.rows(body)]
    given = ((_("The frozen list"), listing), (_("Reasons given to exporters"), reasons))
    texts = (*given, *departures_texts(body, known), *assessed.texts(body, known.text))
    yield Section(_("What is to be done"), tuple(rows), texts)


def _review_line(item: Body) -> str:
    return f"{_licence(item)}: {words.review_outcome(item['outcome'])}{_by_departure(item)}"
