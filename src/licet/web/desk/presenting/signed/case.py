"""A decision on a case: its lines, the gate, the advice, and what it stands on."""

import json
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from licet.applications.public import Draft
from licet.casework.public import Finding
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.presenting import words
from licet.web.desk.presenting.signed import assessed
from licet.web.desk.presenting.signed.parts import Body, Known, Row, Section, departures_texts, roles, scope_words
from licet.web.desk.presenting.versions import told


def told_to_exporters() -> tuple[tuple[str, str], ...]:
    """The texts of a refused line that its letter prints, by their key in the signed part."""
    return (("disclosed", _("Reasons that the exporter is told")), ("withheld", _("Why other reasons are not disclosed")))


def decide(body: Body, known: Known) -> Iterator[Section]:
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
        *(Row(name, known.text(line[key])) for key, name in told_to_exporters() if line.get(key)),
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
        *(Row(*row) for row in assessed.rows(body)),
        Row(_("Holds in force"), listed(item["reference"] for item in body["holds"]) or _("none")),
        Row(_("Departures used"), listed(item["reference"] for item in body["departures"]) or _("none")),
    ]
    clauses = body["criteria_set"]["clauses"]
    texts = [(_("The application as it was sent"), _application(known.text(body["application"]["content"])))]
    texts += [(_("Criterion %(code)s") % {"code": code}, known.text(text)) for code, text in sorted(clauses.items())]
    texts += assessed.texts(body, known.text)
    texts += [*departures_texts(body, known)]
    texts += [
        (_("Hold %(reference)s") % {"reference": item["reference"]}, f"{scope_words(item['scope'])}\n\n{known.text(item['legal_basis'])}")
        for item in body["holds"]
    ]
    return Section(_("What it stands on"), tuple(rows), tuple(texts))


def _application(content: str) -> str:
    """The frozen application in paragraphs; the text itself where it is not kept whole."""
    try:
        return "\n\n".join(told(Draft.from_json(json.loads(content)["draft"])))
    except (ValueError, KeyError, TypeError):
        return content
