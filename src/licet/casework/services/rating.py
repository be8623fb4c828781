"""The authority's rating of a line: the facts on which scopes, routing and the gate then stand. Leads."""

from django.db import transaction

from licet.applications.public import Line
from licet.casework import domain
from licet.casework.domain import RatingDraft
from licet.casework.events import LineRated
from licet.casework.models import Case, LineRating
from licet.casework.selectors.gate import described
from licet.casework.services.acting import case_to_change, change, note, refuse_recused, words_of
from licet.casework.services.asking import ask_departments, standing_summary
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidTransition, NotFound
from licet.kernel.event import Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.platform.ids import new_id
from licet.platform.scope_query import columns
from licet.policy import public as policy


@transaction.atomic
def rate_line(*, actor: Actor, case: str, line: str, rating: RatingDraft, now: Instant) -> LineRating:
    """Rate a line of the case's present version. Its facts freeze as a new version; departments are asked by them anew.

    Raises Invalid for a code that is not in the control list in force, MissingReasons, Conflict when somebody rated the
    line since ``rating.started_from``.
    """
    row = case_to_change(actor=actor, case=case, permission=Permission.LINE_RATE)
    refuse_recused(row, actor.id)
    refuse_ended(row)
    words = words_of(rating.reasons)
    asked = Line.objects.filter(pk=line, version=row.version_id).first()
    if asked is None:
        raise NotFound("line of this case's present version")
    number = _supersede(asked, rating) + 1
    facts = domain.rated(described(asked, case=row), rating, number=number, code=_code(rating, now))
    made = _write(row, asked, facts, words, actor, now)
    events = [_event(row, asked, made, facts, now), *ask_departments(row, [facts], actor=actor, now=now)]
    change(row, actor=actor, now=now, **standing_summary(row))
    found = f"rated {facts.rating}" if facts.rating else "found not controlled"
    note(row, actor=actor, now=now, kind="rated", words=f"Line {asked.number} was {found}.")
    policy.record_events(actor=actor, events=events, now=now)
    return made


def refuse_ended(row: Case) -> None:
    if row.status not in domain.WORKED_ON:
        raise InvalidTransition(f"This case is {row.status}: nothing more is found of it.", place=row.reference)


def _supersede(line: Line, rating: RatingDraft) -> int:
    """The number of the rating that now ceases to stand, 0 for none."""
    standing = LineRating.objects.filter(line=line, current=True).first()
    number = standing.number if standing else 0
    if number != rating.started_from:
        raise Conflict("Somebody rated this line since you opened it. Compare both, then rate it again.", place=f"line {line.number}")
    LineRating.objects.filter(line=line, current=True).update(current=False)
    return number


def _code(rating: RatingDraft, now: Instant) -> RatingCode | None:
    """The code as typed, if the list in force has it or an entry that holds it."""
    if not rating.rating.strip():
        return None
    today = policy.today(now)
    found = policy.read_rating(rating.rating, today)
    if isinstance(found, policy.NoEntry):
        version = policy.control_list().info.version
        raise Invalid(
            f"“{rating.rating.strip()[:40]}” {found.why} ({version}, on {today}): choose an entry or a code below one.", place="rating"
        )
    return RatingCode.parse(rating.rating)


def _write(row: Case, line: Line, facts: LineFacts, words: str, actor: Actor, now: Instant) -> LineRating:
    made = LineRating(
        id=new_id(), case=row, line=line, number=facts.version, reasons=words, rated_at=now, rated_by=actor.id, **columns(facts)
    )
    LineRating.objects.bulk_create([made])
    return made


def _event(row: Case, line: Line, made: LineRating, facts: LineFacts, now: Instant) -> LineRated:
    end_use: list[Json] | None = None if facts.end_use is None else [*sorted(facts.end_use)]
    return LineRated(
        on=policy.today(now),
        ref=row.reference,
        line=line.pk,
        version=made.number,
        rating=str(facts.rating) if facts.rating else None,
        controlled=bool(facts.controlled),
        end_use=end_use,
        reasons=made.reasons,
        rated_by=made.rated_by,
    )
