"""Lines with the authority's rating and its earlier versions; advice as a matrix, with who changed which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.casework import public as casework
from licet.casework.public import AdviceView, CaseDetail, LineView, RatingView
from licet.kernel.actor import Actor
from licet.kernel.difference import Paragraph, word_difference
from licet.kernel.facts import LineFacts
from licet.kernel.permission import Permission
from licet.policy import public as policy
from licet.policy.public import Clause
from licet.web.components.filters import listed, money, quantity
from licet.web.desk.presenting import words


@dataclass(frozen=True, slots=True)
class Version:
    """One version of something with reasons; ``changes`` are its words against those of the version before."""

    number: int
    title: str
    when: datetime
    by: str
    words: str
    changes: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class LineCard:
    line: str
    number: int
    name: str
    asked: list[dict[str, str]]
    rated: list[dict[str, str]]
    reasons: str
    rated_by: str
    rated_at: datetime | None
    versions: tuple[Version, ...]
    rate_href: str
    rate_text: str


def cards(detail: CaseDetail, actor: Actor) -> tuple[LineCard, ...]:
    may = actor.may(Permission.LINE_RATE) and detail.status in casework.WORKED_ON and actor.id not in detail.recused
    return tuple(_card(detail, item, may) for item in detail.lines)


def _card(detail: CaseDetail, item: LineView, may: bool) -> LineCard:
    standing, content = item.rating, item.content
    return LineCard(
        line=content.line,
        number=content.number,
        name=content.name,
        asked=_asked(item),
        rated=rating_rows(standing.facts) if standing else [],
        reasons=standing.reasons if standing else "",
        rated_by=standing.rated_by_name if standing else "",
        rated_at=standing.rated_at if standing else None,
        versions=rating_versions(item.ratings),
        rate_href=reverse("desk:rate", args=[detail.case.pk, content.line]) if may else "",
        rate_text=_("Rate it again") if standing else _("Rate this line"),
    )


def _asked(item: LineView) -> list[dict[str, str]]:
    content = item.content
    return [
        _row(_("Description"), content.description),
        _row(_("Quantity"), quantity(content.quantity)),
        _row(_("Value"), money(content.value)),
        _row(_("Code that the exporter claims"), content.claimed_rating),
        _row(_("To be incorporated (exporter)"), words.known_yes_no(content.incorporation)),
        _row(_("For a shared pool (exporter)"), words.known_yes_no(content.pool)),
    ]


def _row(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value, "href": "", "action": ""}


def rating_rows(facts: LineFacts) -> list[dict[str, str]]:
    """What a rating froze. Not known is said, never shown as no."""
    tags = _("not known") if facts.end_use is None else (listed(sorted(facts.end_use)) or _("none that is tagged"))
    onward = _("not known") if facts.onward is None else listed(policy.destination_name(code) for code in sorted(facts.onward))
    return [
        _row(_("Control-list entry"), rating_words(facts)),
        _row(_("End-use tags"), tags),
        _row(_("Class of end user"), words.end_user(facts.end_user)),
        _row(_("To be incorporated"), words.known_yes_no(facts.incorporation)),
        _row(_("For a shared pool"), words.known_yes_no(facts.pool)),
        _row(_("Going on to"), onward or _("nowhere")),
    ]


def rating_words(facts: LineFacts) -> str:
    if facts.controlled is None:
        return _("not rated")
    return str(facts.rating) if facts.rating else _("not controlled")


def rating_versions(ratings: Sequence[RatingView]) -> tuple[Version, ...]:
    """Newest first. What a version says is compared whole: its facts and its reasons."""
    told = [_whole(item) for item in ratings]
    return tuple(
        Version(
            item.number,
            _("Version %(number)s: %(rating)s") % {"number": item.number, "rating": rating_words(item.facts)},
            item.rated_at,
            item.rated_by_name,
            item.reasons,
            word_difference(told[place - 1], told[place]) if place else (),
        )
        for place, item in reversed(list(enumerate(ratings)))
    )


def _whole(item: RatingView) -> str:
    return "\n\n".join([*(f"{row['key']}: {row['value']}" for row in rating_rows(item.facts)), item.reasons])


@dataclass(frozen=True, slots=True)
class Cell:
    """What one department says of one criterion and line, or that it is silent."""

    department: str
    kind: str
    word: str
    finding: str
    reasons: str
    conditions: str
    when: datetime | None
    by: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    code: str
    title: str
    question: str
    bars: bool
    disagreement: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LineAdvice:
    line: str
    number: int
    name: str
    rows: tuple[CriterionRow, ...]
    advise_href: str


def advice(detail: CaseDetail, actor: Actor) -> tuple[LineAdvice, ...]:
    """Criterion by criterion, line by line."""
    clauses = policy.criteria_set(detail.case.criteria_set).asked
    may = actor.may(Permission.ADVICE_GIVE) and detail.status in casework.WORKED_ON and actor.id not in detail.recused
    return tuple(
        LineAdvice(
            line=item.content.line,
            number=item.content.number,
            name=item.content.name,
            rows=tuple(criterion_row(detail, item.content.line, clause) for clause in clauses),
            advise_href=reverse("desk:advise", args=[detail.case.pk, item.content.line]) if may and to_advise(detail, actor, item) else "",
        )
        for item in detail.lines
    )


def to_advise(detail: CaseDetail, actor: Actor, item: LineView) -> tuple[str, ...]:
    """Criteria of a line about which the actor's department was asked: those it answered may be answered again."""
    line = item.content.line
    asked = {each.criterion for each in detail.asked if each.line == line and each.department == actor.department}
    given = {each.criterion for each in own_advice(detail, actor, line)}
    order = [clause.code for clause in policy.criteria_set(detail.case.criteria_set).asked]
    return tuple(code for code in order if code in asked | given)


def own_advice(detail: CaseDetail, actor: Actor, line: str) -> tuple[AdviceView, ...]:
    """What the actor's department says now of a line."""
    return tuple(
        item
        for item in detail.advice
        if item.current and item.line == line and item.department == actor.department and item.level is casework.Level.ADVISER
    )


def criterion_row(detail: CaseDetail, line: str, clause: Clause) -> CriterionRow:
    given = [_cell(detail, item, clause) for item in detail.current(line, clause.code)]
    silent = [_silent(item.department_name) for item in detail.asked if item.line == line and item.criterion == clause.code]
    disagreement = detail.standing(line, clause.code).disagreement
    return CriterionRow(clause.code, clause.title, clause.question or "", clause.bars, disagreement, (*given, *silent))


def _cell(detail: CaseDetail, item: AdviceView, clause: Clause) -> Cell:
    versions = detail.versions(item)
    name = _("The minister") if item.level is casework.Level.MINISTER else item.department_name
    return Cell(
        department=name,
        kind=words.FINDING_KIND[item.finding],
        word=item.finding.value,
        finding=words.finding(item.finding, clause.test),
        reasons=item.reasons,
        conditions=item.conditions,
        when=item.given_at,
        by=item.given_by_name,
        versions=_advice_versions(versions, clause) if len(versions) > 1 else (),
    )


def _advice_versions(versions: Sequence[AdviceView], clause: Clause) -> tuple[Version, ...]:
    told = [f"{words.finding(item.finding, clause.test)}\n\n{item.reasons}" for item in versions]
    return tuple(
        Version(
            item.number,
            _("Version %(number)s: %(finding)s") % {"number": item.number, "finding": words.finding(item.finding, clause.test)},
            item.given_at,
            item.given_by_name,
            item.reasons,
            word_difference(told[place - 1], told[place]) if place else (),
        )
        for place, item in reversed(list(enumerate(versions)))
    )


def _silent(department: str) -> Cell:
    return Cell(department, "missing", _("not advised yet"), "", "", "", None, "", ())
