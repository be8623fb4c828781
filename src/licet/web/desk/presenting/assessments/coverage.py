"""Coverage as a picture with its table."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import Coverage
from licet.web.components.charts import Share, shares
from licet.web.desk.presenting.assessments import words


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
