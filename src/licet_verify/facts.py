"""What the published log says, as the rows that a register must show. Written anew: nothing here is shared with a register's own code.

What an authority's control list adds to a rating is not derived, as it is not in the log.
"""

from collections.abc import Callable, Iterable

from licet_verify import facts_of_decisions as decisions
from licet_verify import facts_of_evidence as evidence
from licet_verify.published import Entry
from licet_verify.store import Rows


def derive(entries: Iterable[Entry], size: int) -> Rows:
    """The rows that the first ``size`` entries give."""
    rows = Rows()
    for entry in entries:
        if entry.position < size and (act := KINDS.get(entry.kind)):
            act(rows, entry)
    return rows


KINDS: dict[str, Callable[[Rows, Entry], None]] = {
    "decisions:decision:made": decisions.decision,
    "decisions:case-decision:made": decisions.decision,
    "licences:licence:issued": decisions.licence_issued,
    "licences:licence:status-changed": decisions.licence_status,
    "decisions:hold:placed": decisions.hold,
    "decisions:hold:lifted": decisions.hold_lifted,
    "decisions:departure:made": decisions.departure,
    "register:figure:corrected": decisions.correction,
    "register:decision:excluded": decisions.exclusion,
    "register:import:made": decisions.import_made,
    "register:file:imported": decisions.import_made,
    "evidence:incident:recorded": evidence.version_of("incidents", evidence.incident),
    "evidence:incident:revised": evidence.version_of("incidents", evidence.incident),
    "evidence:proceeding:recorded": evidence.version_of("proceedings", evidence.proceeding),
    "evidence:proceeding:revised": evidence.version_of("proceedings", evidence.proceeding),
    "evidence:proceeding:withdrawn": evidence.version_of("proceedings", evidence.proceeding),
    "evidence:official-line:recorded": evidence.version_of("official-lines", evidence.official_line),
    "evidence:official-line:revised": evidence.version_of("official-lines", evidence.official_line),
    "evidence:official-line:withdrawn": evidence.version_of("official-lines", evidence.official_line),
    "assessments:version:concluded": evidence.version_of("assessments", evidence.assessment),
    "reviews:trigger:raised": evidence.trigger_raised,
    "reviews:fact-trigger:raised": evidence.trigger_raised,
    "reviews:trigger:climbed": evidence.trigger_climbed,
    "reviews:trigger:closed": evidence.trigger_closed,
    **{f"reviews:review:{step}": evidence.review_step(step) for step in ("opened", "frozen", "updated", "applied", "concluded")},
    "concerns:figures:published": evidence.concern_figures,
    "casework:processing-times:published": evidence.processing_times,
    "casework:monthly-times:published": evidence.processing_times,
}
"""One function for each kind of entry; other kinds give no row."""
