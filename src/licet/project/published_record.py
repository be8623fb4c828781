"""How acts of ``decisions`` read and change what the register publishes: the two do not know each other."""

from collections.abc import Mapping
from datetime import date

from licet.kernel.event import Event, Json
from licet.policy import public as policy
from licet.register import public as register
from licet.register.public import CorrectionFacts


class FromRegister:
    """The register's tables as they are read today."""

    def describe(self, decision: str) -> dict[str, Json]:
        return register.published_decision(decision).to_json()

    def read_correction(self, decision: str, *, line: int, field: str, after: str) -> dict[str, Json]:
        return register.correction_of(register.published_decision(decision), line=line, field=field, after=after).to_json()

    def check_exclusion(self, decision: str) -> None:
        register.check_exclusion(register.published_decision(decision))

    def read_reason(self, typed: str) -> str:
        return register.read_reason(typed)

    def list_figures_changed(self, decision: str, correction: Mapping[str, Json] | None) -> list[dict[str, Json]]:
        published = register.published_decision(decision)
        changes = register.figures_changed(published, _to_facts(correction))
        names = policy.destination_names()
        return [change.to_json(names) | {"currency": published.currency} for change in changes]

    def make_event(self, decision: str, correction: Mapping[str, Json] | None, *, reason: str, act: str, today: date) -> Event:
        if facts := _to_facts(correction):
            return register.correction_event(decision, facts, reason=reason, act=act, today=today)
        return register.exclusion_event(decision, reason=reason, act=act, today=today)


def _to_facts(correction: Mapping[str, Json] | None) -> CorrectionFacts | None:
    if correction is None:
        return None
    return CorrectionFacts(int(str(correction["line"])), *(str(correction[name]) for name in ("field", "before", "after")))
