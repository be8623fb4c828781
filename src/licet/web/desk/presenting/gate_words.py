"""The words of each bar of the gate: what it says, what it stands on, what would open it."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.decisions.public import AtGate, Bar, BarCode
from licet.policy import public as policy
from licet.policy.public import Clause
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import concluded, words


def criteria_words(codes: Iterable[str]) -> str:
    codes = list(codes)
    return ngettext("Criterion %(codes)s", "Criteria %(codes)s", len(codes)) % {"codes": listed(codes)}


def sentence(at: AtGate, bar: Bar) -> str:
    """One sentence for one bar."""
    item = concluded.at(at, bar.passes or bar.about)
    if bar.code is BarCode.BY_DEPARTURE and item:
        finding = concluded.finding(item.stands_as)
        facts = {"criterion": bar.criterion, "finding": finding, "said": concluded.said(item), "about": bar.about}
        return _("Criterion %(criterion)s: %(finding)s — %(said)s: it bars; passed by departure %(about)s") % facts
    facts = {
        "criterion": bar.criterion,
        "about": policy.destination_name(bar.about) if bar.code is BarCode.NO_ASSESSMENT else bar.about,
        "title": _title(at, bar.criterion),
        "said": concluded.said(item) if item else bar.about,
    }
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
    BarCode.CLEAR_RISK: lambda: _("Criterion %(criterion)s: clear risk — %(said)s"),
    BarCode.CLEAR_RISK_UNKNOWN: lambda: _("Criterion %(criterion)s: it may be under a clear risk, a fact is not known — %(said)s"),
    BarCode.NO_ASSESSMENT: lambda: _("Criterion %(criterion)s: policy asks for a central assessment of %(about)s; none takes this line"),
    BarCode.NOT_DETERMINED: lambda: _("Criterion %(criterion)s: not determined, which is never “no risk” — %(said)s"),
    BarCode.NO_BASIS: lambda: _("Criterion %(criterion)s: “no clear risk” without a sufficient basis counts as not determined — %(said)s"),
    BarCode.STALE_ASSESSMENT: lambda: _("Criterion %(criterion)s: the assessment is stale — %(said)s"),
    BarCode.NOT_SCREENED: lambda: _("The parties were not screened against every watchlist that policy asks for %(about)s"),
    BarCode.OPEN_HITS: lambda: _("Screening: possible matches that nobody has settled: %(about)s"),
    BarCode.OPEN_ENQUIRY: lambda: _("A question to the exporter is open"),
    BarCode.OPEN_REFERRAL: lambda: _("A question lies with the minister"),
    BarCode.BY_DEPARTURE: lambda: _("Criterion %(criterion)s: %(title)s – it bars; passed by departure %(about)s"),
}


def note(at: AtGate, bar: Bar) -> str:
    """What an assessment stands on; the scope of a hold or a departure as a sentence, and when the departure ends."""
    item = concluded.at(at, bar.passes or bar.about)
    parts = [concluded.stands_on(item, at.given.today)] if item else []
    names = policy.destination_names()
    for hold in at.given.holds:
        if bar.code in (BarCode.HOLD, BarCode.HOLD_UNKNOWN) and hold.reference == bar.about:
            parts.append(f"{words.hold_kind(hold.kind)}: {hold.scope.sentence(names)}")
    for departure in at.given.departures:
        if bar.code is BarCode.BY_DEPARTURE and departure.reference == bar.about:
            until = _("until %(day)s") % {"day": day(departure.expires_on)}
            parts.append(f"{departure.scope.sentence(names)} {until}")
    return " · ".join(parts)


def opens(bars: Iterable[Bar]) -> str:
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
    BarCode.CLEAR_RISK: lambda: _("a departure by the minister, a new assessment, or removing the line"),
    BarCode.CLEAR_RISK_UNKNOWN: lambda: _("a rating that says what the scope asks for"),
    BarCode.NO_ASSESSMENT: lambda: _("a central assessment of the destination that takes the line"),
    BarCode.NOT_DETERMINED: lambda: _("an assessment that determines it, or a departure by the minister"),
    BarCode.NO_BASIS: lambda: _("an assessment with the basis that policy asks for, or a departure by the minister"),
    BarCode.STALE_ASSESSMENT: lambda: _("a version of the assessment on newer evidence"),
    BarCode.NOT_SCREENED: lambda: _("a screening run over every list"),
    BarCode.OPEN_HITS: lambda: _("settling the possible matches"),
    BarCode.OPEN_ENQUIRY: lambda: _("the exporter's answer"),
    BarCode.OPEN_REFERRAL: lambda: _("the minister's answer"),
}
