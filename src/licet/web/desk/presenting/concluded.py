"""What central assessments conclude, in sentences: finding, version, scope, age of the evidence, coverage."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import ConclusionFacts, ConclusionFinding, Coverage, StaleWhy, stale
from licet.decisions.public import AtGate
from licet.policy import public as policy
from licet.web.components.filters import day, listed
from licet.web.desk.presenting.assessments.words import why


def finding(value: ConclusionFinding) -> str:
    return {
        ConclusionFinding.CLEAR_RISK: _("clear risk"),
        ConclusionFinding.NO_CLEAR_RISK: _("no clear risk"),
        ConclusionFinding.NOT_DETERMINED: _("not determined"),
    }[value]


FINDING_KIND = {
    ConclusionFinding.CLEAR_RISK: "barred",
    ConclusionFinding.NO_CLEAR_RISK: "open",
    ConclusionFinding.NOT_DETERMINED: "missing",
}


def kind_of(item: ConclusionFacts) -> str:
    """A *no clear risk* that falls short of the full requirement gets no clean sign."""
    return "notice" if item.short_of and not item.lacks else FINDING_KIND[item.stands_as]


def at(at: AtGate, about: str) -> ConclusionFacts | None:
    """The conclusion that a bar names."""
    return next((item for item in at.given.conclusions if item.about == about), None)


def href(item: ConclusionFacts) -> str:
    return reverse("desk:assessment", args=[item.assessment])


def said(item: ConclusionFacts) -> str:
    """“Kasdara assessment v7, scope “Licence lines rated ML15.””"""
    facts = {
        "destination": policy.destination_name(item.destination),
        "number": item.number,
        "scope": item.scope.sentence(policy.destination_names()).rstrip("."),
    }
    return _("%(destination)s assessment v%(number)s, scope “%(scope)s”") % facts


def stands_on(item: ConclusionFacts, today: date) -> str:
    """“evidence to 30 April 2031 (24 days old) · 150 incidents registered, 61 assessed, 72 % of these undetermined”."""
    parts = [age_words(item.evidence_until, today), coverage(item.coverage)]
    if item.after_cutoff:
        parts.append(after_cutoff(item.after_cutoff))
    if item.lacks:
        parts.append(_("no sufficient basis for “no clear risk”: %(lacks)s") % {"lacks": "; ".join(item.lacks)})
    elif item.short_of:
        parts.append(short_of(item.short_of))
    if item.unanswered:
        asked = ngettext("%(count)s question to it not answered", "%(count)s questions to it not answered", item.unanswered)
        parts.append(asked % {"count": item.unanswered})
    old = stale(item, policy.pack().assessment_limits, today)
    if old:
        parts.append(_("stale: %(why)s") % {"why": listed(stale_words(each, item) for each in old)})
    return " · ".join(parts)


def after_cutoff(count: int) -> str:
    """Said wherever an assessment is quoted: what happened after its cut-off is no part of it."""
    words = ngettext(
        "%(count)s incident after the cut-off is not considered", "%(count)s incidents after the cut-off are not considered", count
    )
    return words % {"count": f"{count:,}"}


def short_of(lacks: Iterable[str]) -> str:
    return _("short of the full requirement: %(lacks)s") % {"lacks": "; ".join(lacks)}


def age_words(until: date, today: date) -> str:
    return aged(until, (today - until).days)


def aged(until: date, age: int) -> str:
    words = ngettext("evidence to %(day)s (%(age)s day old)", "evidence to %(day)s (%(age)s days old)", age)
    return words % {"day": day(until), "age": age}


def coverage(found: Coverage) -> str:
    """What could not be determined is always said with its reasons, never only what could."""
    parts = [
        ngettext("%(count)s incident registered", "%(count)s incidents registered", found.registered) % {"count": f"{found.registered:,}"},
        _("%(count)s assessed") % {"count": f"{found.assessed:,}"},
    ]
    if found.assessed:
        reasons = ", ".join(f"{why(reason)} {count:,}" for reason, count in found.undetermined)
        share = _("%(percent)s %% of these undetermined") % {"percent": found.undetermined_percent}
        parts.append(f"{share} ({reasons})" if reasons else share)
    return ", ".join(parts)


def stale_words(reason: StaleWhy, item: ConclusionFacts) -> str:
    if reason is StaleWhy.EVIDENCE_OLD:
        days = policy.pack().assessment_limits.evidence_age_days
        return ngettext("its evidence is older than %(days)s day", "its evidence is older than %(days)s days", days) % {"days": days}
    return _("it was to be reviewed by %(day)s") % {"day": day(item.review_by)}
