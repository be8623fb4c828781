"""Coverage and the months of incidents as pictures, each with its table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import Breach, Coverage, VersionDraft
from licet.web.components.charts import Period, Share, series, shares
from licet.web.desk.presenting.assessments import words

UNDETERMINED = (Breach.INSUFFICIENT, Breach.NOT_YET)


def sentence(found: Coverage) -> str:
    """“150 incidents registered, 80 triaged, 61 assessed, 72 % of these undetermined (intent unknown 40, no access 4)”:
    never only the share that was determined, and never a share without its counts."""
    parts = [
        ngettext("%(count)s incident registered", "%(count)s incidents registered", found.registered) % {"count": f"{found.registered:,}"},
        _("%(count)s triaged") % {"count": f"{found.triaged:,}"},
        _("%(count)s assessed") % {"count": f"{found.assessed:,}"},
    ]
    if found.assessed:
        reasons = ", ".join(f"{words.why(reason)} {count:,}" for reason, count in found.undetermined)
        share = _("%(percent)s %% of these undetermined") % {"percent": found.undetermined_percent}
        parts.append(f"{share} ({reasons})" if reasons else share)
    return ", ".join(parts)


def parts(found: Coverage) -> list[Share]:
    """What could not be determined is grey hatching, one piece for each reason."""
    return [
        Share(_("assessed and determined"), found.assessed - found.undetermined_total, "1"),
        *(Share(_("undetermined: %(why)s") % {"why": words.why(reason)}, count, "none") for reason, count in found.undetermined),
        Share(_("triaged, not assessed"), max(found.triaged - found.assessed, 0), "3"),
        Share(_("registered, not triaged"), max(found.registered - max(found.triaged, found.assessed), 0), "2"),
    ]


def bar(found: Coverage, title: str) -> SafeString:
    return shares(parts(found), title=title)


def rows(found: Coverage) -> list[tuple[str, str]]:
    """The numbers of the bar, for the table beside it."""
    return [(share.label, f"{share.count:,}") for share in parts(found)]


def months(incidents: Iterable[Any], content: VersionDraft) -> list[Period]:
    """By month of the incident: determined, undetermined, not assessed. ``incidents`` are versions of the evidence."""
    said: dict[str, set[Breach]] = {}
    for row in content.incidents:
        said.setdefault(row.incident, set()).add(row.finding)
    counts: Counter[tuple[str, int]] = Counter()
    days: list[date] = []
    for item in incidents:
        days.append(item.date_from)
        counts[f"{item.date_from:%Y-%m}", _part(said.get(item.incident.reference, set()))] += 1
    return [Period(month, tuple(counts[month, part] for part in range(3))) for month in _span(days)]


def month_names() -> list[str]:
    return [_("determined"), _("undetermined"), _("not assessed")]


def months_picture(periods: Sequence[Period]) -> SafeString:
    return series(periods, parts=month_names(), title=_("Incidents by month"), kinds=("1", "none", "2"))


def _part(findings: set[Breach]) -> int:
    if findings - set(UNDETERMINED):
        return 0
    return 1 if Breach.INSUFFICIENT in findings else 2


def _span(days: list[date]) -> list[str]:
    """Every month from the first to the last, also those without any; the last 36 at the most."""
    if not days:
        return []
    first, last = min(days), max(days)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers][-36:]
