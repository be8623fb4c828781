"""The gate in plain words: one sentence for each bar, the legal term beside it once, and what would open it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from licet.assessments.public import ConclusionFacts
from licet.casework.public import CaseDetail, Finding, GateState
from licet.decisions.public import AtGate, Bar, BarCode
from licet.policy.public import Clause
from licet.web.desk.presenting import concluded, words
from licet.web.desk.presenting.gate_words import clause_of, criteria_words, note, opens, sentence


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the panel. ``kind`` chooses the sign and the word."""

    kind: str
    words: str
    note: str = ""
    href: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The gate of one line."""

    line: str
    about: str
    state: str
    items: tuple[Item, ...]
    opens: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One bar explained: the sentence, the criterion it stands on, and who said what."""

    kind: str
    words: str
    criterion: str
    text: str
    question: str
    said: tuple[str, ...]


def panels(at: AtGate, detail: CaseDetail, today: date) -> tuple[Panel, ...]:
    """One panel for each line, in the order of the application."""
    return tuple(_panel(at, detail, facts.line, today) for facts in at.facts.lines)


def _panel(at: AtGate, detail: CaseDetail, line: str, today: date) -> Panel:
    bars = [bar for bar in at.result.bars if bar.line == line]
    items = [*_items(at, detail, bars, today), *_concluded(at, line, bars), *_open(at, line)]
    return Panel(line, about(detail, line), at.result.state(line).value, tuple(items), opens(bars))


def about(detail: CaseDetail, line: str) -> str:
    """“line 2: thermal sights, 40 items, ML15”."""
    view = next(item for item in detail.lines if item.content.line == line)
    rated = view.facts.rating or (_("not controlled") if view.facts.controlled is False else _("not rated yet"))
    facts = {"number": view.content.number, "name": view.content.name, "rating": rated}
    return _("line %(number)s: %(name)s, %(rating)s") % facts


def _items(at: AtGate, detail: CaseDetail, bars: Iterable[Bar], today: date) -> Iterator[Item]:
    """Criteria on which a department is silent stand together; every other bar by itself."""
    bars = list(bars)
    silent = [bar for bar in bars if bar.code is BarCode.NO_ADVICE]
    said = False
    for bar in bars:
        if bar.code is not BarCode.NO_ADVICE:
            item = concluded.at(at, bar.passes or bar.about)
            yield Item(_kind(bar), sentence(at, bar), note(at, bar), concluded.href(item) if item else "")
        elif not said:
            said = True
            yield from _silent(detail, silent, today)


def _kind(bar: Bar) -> str:
    return "notice" if bar.code is BarCode.BY_DEPARTURE else bar.state.value


def _silent(detail: CaseDetail, bars: list[Bar], today: date) -> Iterator[Item]:
    left = [bar.criterion for bar in bars]
    line = bars[0].line
    asked: dict[str, list[str]] = {}
    since = {}
    for item in detail.asked:
        if item.line == line and item.criterion in left:
            asked.setdefault(item.department_name, []).append(item.criterion)
            since[item.department_name] = item.asked_at
    for department, codes in asked.items():
        facts = {"criteria": criteria_words(codes), "department": department, "since": words.days_ago(since[department], today)}
        yield Item("missing", _("%(criteria)s: %(department)s has not advised (asked %(since)s)") % facts)
    nobody = [code for code in left if not any(code in codes for codes in asked.values())]
    if nobody:
        yield Item("missing", _("%(criteria)s: nobody has advised, and nobody is asked") % {"criteria": criteria_words(nobody)})


def _concluded(at: AtGate, line: str, bars: Iterable[Bar]) -> Iterator[Item]:
    """Conclusions that take the line and bar nothing: shown all the same, each with what it stands on."""
    barring = {name for bar in bars for name in (bar.about, bar.passes)}
    for item in (concluded.at(at, name) for name in at.result.concluded.get(line, ()) if name not in barring):
        if item:
            kind = "open" if concluded.kind_of(item) == "open" else "notice"
            words_ = {"criteria": criteria_words(at.given.ihl), "finding": concluded.finding(item.finding), "said": concluded.said(item)}
            said = _("%(criteria)s: %(finding)s — %(said)s") % words_
            yield Item(kind, said, concluded.stands_on(item, at.given.today), concluded.href(item))


def _open(at: AtGate, line: str) -> Iterator[Item]:
    facts = next(item for item in at.facts.lines if item.line == line)
    if facts.controlled is False:
        yield Item("open", _("Rated not controlled: no criterion is asked, and its outcome is “no licence required”"))
    elif codes := at.result.open_criteria.get(line):
        yield Item("open", _("%(criteria)s: answered, nothing bars") % {"criteria": criteria_words(codes)})


def reasons(at: AtGate, detail: CaseDetail, line: str) -> tuple[Reason, ...]:
    """Why each bar of a line stands there: for the page behind *why?*."""
    return tuple(_reason(at, detail, bar) for bar in at.result.bars if bar.line == line)


def _reason(at: AtGate, detail: CaseDetail, bar: Bar) -> Reason:
    clause = clause_of(at.facts.criteria_set, bar.criterion)
    said = [_said(item.department_name, item.finding, clause, item.reasons) for item in detail.current(bar.line, bar.criterion)]
    return Reason(
        kind=_kind(bar),
        words=sentence(at, bar),
        criterion=f"{clause.code} {clause.title}" if clause else "",
        text=clause.text if clause else note(at, bar),
        question=(clause.question or "") if clause else "",
        said=tuple(said),
    )


def _said(department: str, finding: Finding, clause: Clause | None, reasons: str) -> str:
    answer = words.finding(finding, clause.test) if clause else finding.value
    return f"{department}: {answer}. {reasons}"


def to_json(at: AtGate) -> dict[str, object]:
    """The gate's own result with its sentences: what the panel shows, for programs."""
    bars = [{**bar.to_json(), "sentence": sentence(at, bar)} for bar in at.result.bars]
    used = [{"conclusion": item.about, **_used(item, at.given.today)} for item in at.used()]
    return {"case": at.facts.reference, "criteria_set": at.facts.criteria_set, **at.result.to_json(), "bars": bars, "assessments": used}


def _used(item: ConclusionFacts, today: date) -> dict[str, object]:
    return {
        "assessment": item.assessment,
        "version": item.number,
        "destination": item.destination,
        "finding": item.finding.value,
        "scope": item.scope.to_json(),
        "evidence_until": item.evidence_until.isoformat(),
        "age_days": item.evidence_age(today),
        "coverage": item.coverage.to_json(),
        "after_cutoff": item.after_cutoff,
        "lacks": list(item.lacks),
        "short_of": list(item.short_of),
    }


def summary_words(state: GateState, missing: int, barred: int, held: int) -> str:
    """What a list says of the gate: “barred 2, missing 5”."""
    counts = ((_("held"), held), (_("barred"), barred), (_("missing"), missing))
    named = [f"{word} {count}" for word, count in counts if count]
    return ", ".join(named) if named else words.gate_state(state)
