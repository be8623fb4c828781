"""What every act on a case has in common: the case under lock, the conflict with a newer version, the step in its history."""

from typing import Any

from licet.casework import domain
from licet.casework.models import Case, Step
from licet.casework.selectors.access import named, recused, visible_cases
from licet.casework.services.listing import list_cases_again
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, MissingReasons, NotFound, Refused
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.platform.ids import new_id
from licet.platform.locking import locked

LONGEST_WORDS = 20_000


def case_to_change(*, actor: Actor, case: str, permission: Permission, revision: int | None = None) -> Case:
    """The case, locked. Raises NotFound as :func:`access_case`, Conflict when it changed since ``revision``."""
    actor.require(permission)
    rows = visible_cases(actor=actor, permission=permission).select_related("version", "organisation")
    found = locked(rows.filter(named(case))).first()
    if found is None:
        raise NotFound("case", named=case)
    refuse_stale(found, revision)
    return found


def refuse_stale(case: Case, revision: int | None) -> None:
    if revision is not None and case.revision != revision:
        raise Conflict(
            f"The case changed since you opened it (version {revision}; now {case.revision}). Read what is new, then try again.",
            place=case.reference,
        )


def refuse_recused(case: Case, person: str) -> None:
    """Who recused themselves takes no further part, whoever asks them to."""
    if person in recused(case.pk):
        raise Refused("Whoever recused themselves from a case takes no further part in it.", place=case.reference)


def words_of(text: str, *, place: str = "reasons") -> str:
    """Reasons as they will stand in the record: not empty, not endless."""
    words = read_visible_text(text, what="these words", place=place, many_lines=True)
    if not words:
        raise MissingReasons("Words are needed here: they stand in the record.", place=place)
    if len(words) > LONGEST_WORDS:
        raise MissingReasons(f"At most {LONGEST_WORDS:,} letters are taken here: attach a document for more.", place=place)
    return words


def change(case: Case, *, actor: Actor, now: Instant, **values: Any) -> None:
    """Write these values of the case, count its next revision and list it anew. A case that nobody works on any more waits for nobody."""
    if values.get("status", case.status) not in domain.WORKED_ON:
        values |= {"referred": False, "waiting_key": ""}
    for name, value in values.items():
        setattr(case, name, value)
    case.revision += 1
    case.changed_at, case.changed_by = now, actor.id
    case.save(update_fields=[*values, "revision", "changed_at", "changed_by"])
    list_cases_again([case.pk])


def after(case: Case, transition: str) -> domain.CaseStatus:
    """The status that a transition leads to from where the case is, or InvalidTransition."""
    return domain.TRANSITIONS.target(domain.CaseStatus(case.status), transition)


def note(case: Case, *, actor: Actor, now: Instant, kind: str, words: str, shown: bool = False) -> None:
    """One line of the case's history, once per revision, after :func:`change`. ``shown``: the exporter sees it too."""
    step = Step(id=new_id(), case=case, number=case.revision, kind=kind, words=words, shown=shown, done_at=now, done_by=actor.id)
    Step.objects.bulk_create([step])
