"""What is signed, as a page somebody can read: facts, versions, and every text that the digest covers (joints 14, 18)."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from licet.applications.public import Draft
from licet.casework.public import Finding
from licet.decisions.public import ActKind
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.presenting import signed_assessed, words
from licet.web.desk.presenting.versions import told

type Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the signed text; ``more`` holds long texts, folded away on the page: (what it is, the text)."""

    title: str
    rows: tuple[Row, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a signed part names by digest or id: texts, names of people, names of lines."""

    texts: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def text(self, reference: Any) -> str:
        """The words behind ``sha256:…``; said where they are not kept."""
        if not isinstance(reference, str) or not reference.startswith("sha256:"):
            return str(reference or "")
        return self.texts.get(reference.removeprefix("sha256:"), _("(a text that is not kept here: %(digest)s)") % {"digest": reference})

    def person(self, actor: str) -> str:
        return self.people.get(actor, actor)

    def line(self, line: str) -> str:
        return self.lines.get(line, line)


def people_in(body: Body) -> set[str]:
    """Actor ids that a signed part names."""
    return {str(item["by"]) for item in body.get("advice", ())}


def sections(body: Body, known: Known) -> tuple[Section, ...]:
    """The signed part of any act, in the order in which a signer should read it."""
    kind = ActKind(str(body["kind"]))
    return tuple(_READERS[kind](body, known))


def scope_words(scope: Body | None) -> str:
    return Scope.from_json(dict(scope)).sentence(policy.destination_names()) if scope else ""


def _decide(body: Body, known: Known) -> Iterator[Section]:
    for line in body["lines"]:
        yield _line(line, known)
    yield Section(_("What the gate said"), tuple(_gate(body["gate"], known)))
    yield Section(_("Advice that was read"), tuple(_advice(body["advice"], body, known)))
    yield _stands_on(body, known)
    yield Section(_("Who signs"), (Row(_("In this order"), roles(body)),))


def _line(line: Body, known: Known) -> Section:
    rows = [
        Row(_("Outcome"), words.outcome(line["outcome"])),
        Row(_("Reasons"), known.text(line["reasons"])),
        *([Row(_("Refused under criteria"), listed(line["criteria"]))] if line["criteria"] else []),
        *(Row(_("Condition %(number)s") % {"number": place}, known.text(item)) for place, item in enumerate(line["conditions"], 1)),
        *facts_rows(line["facts"]),
        Row(_("Reasons of the rating"), known.text(line["rating_reasons"])),
    ]
    return Section(known.line(line["line"]), tuple(rows))


def facts_rows(facts: Body) -> list[Row]:
    rating = facts["rating"] or (_("not controlled") if facts["controlled"] is False else _("not rated"))
    countries = (f"{words.role(item['role'])}: {policy.destination_name(item['country'])}" for item in facts["countries"])
    end_use = _("not known") if facts["end_use"] is None else (listed(facts["end_use"]) or _("none that is tagged"))
    return [
        Row(_("Rating"), str(rating)),
        Row(_("Countries"), "; ".join(countries)),
        Row(_("End-use tags"), end_use),
        Row(_("Class of end user"), words.end_user(facts["end_user"])),
        Row(_("To be incorporated"), words.known_yes_no(facts["incorporation"])),
        Row(_("For a shared pool"), words.known_yes_no(facts["pool"])),
    ]


def _gate(gate: Body, known: Known) -> Iterator[Row]:
    for line in gate["lines"]:
        bars = [item for item in gate["bars"] if item["line"] == line["line"]]
        said = "; ".join(" ".join(filter(None, (item["code"], item["criterion"], item["about"]))) for item in bars)
        passed = listed(gate["open"].get(line["line"], ()))
        criteria = _("criteria that do not bar: %(codes)s") % {"codes": passed or _("none")}
        yield Row(known.line(line["line"]), " – ".join(filter(None, (line["state"], said, criteria))))


def _advice(advice: Sequence[Body], body: Body, known: Known) -> Iterator[Row]:
    tests = {clause.code: clause.test for clause in policy.criteria_set(body["criteria_set"]["id"]).asked}
    for item in sorted(advice, key=lambda each: (known.line(each["line"]), each["criterion"], each["department"])):
        facts = {"line": known.line(item["line"]), "criterion": item["criterion"], "department": department(item["department"])}
        test = tests.get(item["criterion"])
        finding = words.finding(Finding(item["finding"]), test) if test else item["finding"]
        key = _("%(line)s, criterion %(criterion)s, %(department)s") % facts
        yield Row(key, f"{finding}. {known.text(item['reasons'])} ({known.person(item['by'])})")


def department(code: str) -> str:
    return next((item.name for item in policy.pack().departments if item.id == code), code)


def _stands_on(body: Body, known: Known) -> Section:
    screening = body["screening"]
    facts = {"open": screening["open_hits"], "confirmed": screening["confirmed_hits"], "lists": listed(screening["lists"]) or _("none")}
    rows = [
        Row(_("Application"), _("version %(number)s") % {"number": body["application"]["number"]}),
        Row(_("Criteria"), body["criteria_set"]["id"]),
        Row(_("Authority's rules"), body["authority"]["version"]),
        Row(_("Screening"), _("open matches %(open)s, confirmed %(confirmed)s; lists: %(lists)s") % facts),
        *(Row(*row) for row in signed_assessed.rows(body)),
        Row(_("Holds in force"), listed(item["reference"] for item in body["holds"]) or _("none")),
        Row(_("Departures used"), listed(item["reference"] for item in body["departures"]) or _("none")),
    ]
    clauses = body["criteria_set"]["clauses"]
    texts = [(_("The application as it was sent"), _application(known.text(body["application"]["content"])))]
    texts += [(_("Criterion %(code)s") % {"code": code}, known.text(text)) for code, text in sorted(clauses.items())]
    texts += signed_assessed.texts(body, known.text)
    texts += [*_departures(body, known)]
    texts += [
        (_("Hold %(reference)s") % {"reference": item["reference"]}, f"{scope_words(item['scope'])}\n\n{known.text(item['legal_basis'])}")
        for item in body["holds"]
    ]
    return Section(_("What it stands on"), tuple(rows), tuple(texts))


def _departures(body: Body, known: Known) -> Iterator[tuple[str, str]]:
    for item in body.get("departures", ()):
        said = "\n\n".join((scope_words(item["scope"]), known.text(item["legal_basis"]), known.text(item["reasons"])))
        yield _("Departure %(reference)s") % {"reference": item["reference"]}, said


def departure_words(departure: str, passes: Sequence[str]) -> str:
    """“XA-DEP 2031/000001, which passes the clear risk of XA-ASM 2031/000001 v3 c1”."""
    if not passes:
        return departure
    return _("%(departure)s, which passes the clear risk of %(conclusions)s") % {"departure": departure, "conclusions": listed(passes)}


def _application(content: str) -> str:
    """The frozen application in paragraphs; the text itself where it is not kept whole."""
    try:
        return "\n\n".join(told(Draft.from_json(json.loads(content)["draft"])))
    except (ValueError, KeyError, TypeError):
        return content


def _status(body: Body, known: Known) -> Iterator[Section]:
    licences = body["licences"]
    rows = [
        Row(_("Legal basis"), known.text(body["legal_basis"])),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Scope"), scope_words(body["scope"]) or _("chosen one by one")),
        Row(_("Licences"), f"{len(licences):,}"),
        Row(_("Who signs"), roles(body)),
    ]
    names = "\n".join(f"{_licence(item)}{_by_departure(item)}" for item in licences)
    rows += [Row(*row) for row in signed_assessed.rows(body)]
    texts = ((_("The frozen list"), names), *_departures(body, known), *signed_assessed.texts(body, known.text))
    yield Section(_("What is to be done"), tuple(rows), texts)


def _licence(item: Body) -> str:
    return f"{item['reference']} ({item['status']}, {_('version')} {item['revision']})"


def _by_departure(item: Body) -> str:
    departure = item.get("departure")
    return f", {_('by departure')} {departure_words(departure, item.get('passes', ()))}" if departure else ""


def _hold(body: Body, known: Known) -> Iterator[Section]:
    rows = (
        Row(_("Kind"), words.hold_kind(body["hold_kind"])),
        Row(_("Title"), body["title"]),
        Row(_("Scope"), scope_words(body["scope"]) or _("Every licence line.")),
        Row(_("Legal basis"), known.text(body["legal_basis"])),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Who signs"), roles(body)),
    )
    yield Section(_("The hold"), rows)


def _lift(body: Body, known: Known) -> Iterator[Section]:
    rows = (
        Row(_("Hold"), f"{body['hold']}: {body['title']}"),
        Row(_("Reasons"), known.text(body["reasons"])),
        Row(_("Who signs"), roles(body)),
    )
    yield Section(_("What is lifted"), rows)


def _depart(body: Body, known: Known) -> Iterator[Section]:
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
    if signed_assessed.named(body):
        risks = tuple(Row(*row) for row in signed_assessed.rows(body))
        yield Section(_("The clear risks that it departs from: they stand"), risks, tuple(signed_assessed.texts(body, known.text)))


def _review(body: Body, known: Known) -> Iterator[Section]:
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
    rows += [Row(*row) for row in signed_assessed.rows(body)]
    given = ((_("The frozen list"), listing), (_("Reasons given to exporters"), reasons))
    texts = (*given, *_departures(body, known), *signed_assessed.texts(body, known.text))
    yield Section(_("What is to be done"), tuple(rows), texts)


def _review_line(item: Body) -> str:
    return f"{_licence(item)}: {words.review_outcome(item['outcome'])}{_by_departure(item)}"


def roles(body: Body) -> str:
    return listed(words.signing_role(item) for item in body.get("roles", ()))


_READERS: Mapping[ActKind, Callable[[Body, Known], Iterator[Section]]] = {
    ActKind.DECIDE: _decide,
    ActKind.SUSPEND: _status,
    ActKind.REINSTATE: _status,
    ActKind.REVOKE: _status,
    ActKind.PLACE_HOLD: _hold,
    ActKind.LIFT_HOLD: _lift,
    ActKind.DEPART: _depart,
    ActKind.REVIEW: _review,
}
