"""The gate in plain words: one sentence for each bar, the legal term beside it once, and what would open it (pages.md)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.casework.public import CaseDetail, Finding, GateState
from licet.decisions.public import AtGate, Bar, BarCode
from licet.policy import public as policy
from licet.policy.public import Clause
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import words


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
    items = [*_items(at, detail, bars, today), *_open(at, line)]
    return Panel(line, about(detail, line), at.result.state(line).value, tuple(items), _opens(bars))


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
            yield Item(_kind(bar), sentence(at, bar), _note(at, bar))
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


def criteria_words(codes: Iterable[str]) -> str:
    codes = list(codes)
    return ngettext("Criterion %(codes)s", "Criteria %(codes)s", len(codes)) % {"codes": listed(codes)}


def _open(at: AtGate, line: str) -> Iterator[Item]:
    facts = next(item for item in at.facts.lines if item.line == line)
    if facts.controlled is False:
        yield Item("open", _("Rated not controlled: no criterion is asked, and its outcome is “no licence required”"))
    elif codes := at.result.open_criteria.get(line):
        yield Item("open", _("%(criteria)s: answered, nothing bars") % {"criteria": criteria_words(codes)})


def sentence(at: AtGate, bar: Bar) -> str:
    """One sentence for one bar."""
    facts = {"criterion": bar.criterion, "about": bar.about, "title": _title(at, bar.criterion)}
    return _SENTENCES[bar.code]() % facts


def _title(at: AtGate, criterion: str) -> str:
    clause = clause_of(at.facts.criteria_set, criterion)
    return clause.title if clause else ""


def clause_of(criteria_set: str, code: str) -> Clause | None:
    found = policy.criteria_set(criteria_set)
    return found.clause(code) if code and found.has(code) else None


_SENTENCES: Mapping[BarCode, Callable[[], str]] = {
    BarCode.HOLD: lambda: _("Hold %(about)s binds this line: nothing is granted while it is in force"),
    BarCode.HOLD_UNKNOWN: lambda: _("Hold %(about)s may bind this line: a fact that it asks for is not known"),
    BarCode.RISK_FOUND: lambda: _("Criterion %(criterion)s: %(title)s – the finding bars"),
    BarCode.CONFIRMED_HIT: lambda: _("Screening: a party is on a watchlist (confirmed: %(about)s)"),
    BarCode.NOT_RATED: lambda: _("Nobody has rated this line against the control list"),
    BarCode.NO_ADVICE: lambda: _("Criterion %(criterion)s: nobody has advised"),
    BarCode.UNDETERMINED: lambda: _("Criterion %(criterion)s: %(title)s – not determined, which is never “no risk”"),
    BarCode.DISAGREEMENT: lambda: _("Criterion %(criterion)s: %(title)s – departments disagree on whether it bars"),
    BarCode.NO_ASSESSMENT: lambda: _("Criterion %(criterion)s: policy asks for a central assessment here, and there is none"),
    BarCode.NOT_SCREENED: lambda: _("The parties were not screened against every watchlist that policy asks for %(about)s"),
    BarCode.OPEN_HITS: lambda: _("Screening: possible matches that nobody has settled: %(about)s"),
    BarCode.OPEN_ENQUIRY: lambda: _("A question to the exporter is open"),
    BarCode.OPEN_REFERRAL: lambda: _("A question lies with the minister"),
    BarCode.BY_DEPARTURE: lambda: _("Criterion %(criterion)s: %(title)s – it bars; passed by departure %(about)s"),
}


def _note(at: AtGate, bar: Bar) -> str:
    """The scope of a hold or a departure as a sentence, and when the departure ends."""
    names = policy.destination_names()
    for hold in at.given.holds:
        if bar.code in (BarCode.HOLD, BarCode.HOLD_UNKNOWN) and hold.reference == bar.about:
            return f"{words.hold_kind(hold.kind)}: {hold.scope.sentence(names)}"
    for departure in at.given.departures:
        if bar.code is BarCode.BY_DEPARTURE and departure.reference == bar.about:
            until = _("until %(day)s") % {"day": day(departure.expires_on)}
            return f"{departure.scope.sentence(names)} {until}"
    return ""


def _opens(bars: Iterable[Bar]) -> str:
    """What would open the line, each thing once. Nothing here is advice to do it."""
    found: dict[str, None] = {}
    for bar in bars:
        if bar.code in _OPENS:
            found.setdefault(_OPENS[bar.code]() % {"criterion": bar.criterion, "about": bar.about})
    return "; ".join(found) + "." if found else ""


_OPENS: Mapping[BarCode, Callable[[], str]] = {
    BarCode.HOLD: lambda: _("lifting hold %(about)s"),
    BarCode.HOLD_UNKNOWN: lambda: _("a rating that says what hold %(about)s asks for"),
    BarCode.RISK_FOUND: lambda: _("a departure by the minister from criterion %(criterion)s, or another finding for new reasons"),
    BarCode.CONFIRMED_HIT: lambda: _("a version of the application without that party"),
    BarCode.NOT_RATED: lambda: _("a rating"),
    BarCode.NO_ADVICE: lambda: _("the advice that is missing"),
    BarCode.UNDETERMINED: lambda: _("a determined finding on criterion %(criterion)s"),
    BarCode.DISAGREEMENT: lambda: _("the minister's finding on criterion %(criterion)s"),
    BarCode.NO_ASSESSMENT: lambda: _("a central assessment of the destination"),
    BarCode.NOT_SCREENED: lambda: _("a screening run over every list"),
    BarCode.OPEN_HITS: lambda: _("settling the possible matches"),
    BarCode.OPEN_ENQUIRY: lambda: _("the exporter's answer"),
    BarCode.OPEN_REFERRAL: lambda: _("the minister's answer"),
}


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
        text=clause.text if clause else _note(at, bar),
        question=(clause.question or "") if clause else "",
        said=tuple(said),
    )


def _said(department: str, finding: Finding, clause: Clause | None, reasons: str) -> str:
    answer = words.finding(finding, clause.test) if clause else finding.value
    return f"{department}: {answer}. {reasons}"


def to_json(at: AtGate) -> dict[str, object]:
    """The gate's own result with its sentences: what the panel shows, for programs."""
    bars = [{**bar.to_json(), "sentence": sentence(at, bar)} for bar in at.result.bars]
    return {"case": at.facts.reference, "criteria_set": at.facts.criteria_set, **at.result.to_json(), "bars": bars}


def summary_words(state: GateState, missing: int, barred: int, held: int) -> str:
    """What a list says of the gate: “barred 2, missing 5”."""
    counts = ((_("held"), held), (_("barred"), barred), (_("missing"), missing))
    named = [f"{word} {count}" for word, count in counts if count]
    return ", ".join(named) if named else words.gate_state(state)
