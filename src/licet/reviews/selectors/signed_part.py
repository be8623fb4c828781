"""What the signers of a review sign: its question, the frozen list with each licence's outcome, and the words."""

from collections.abc import Iterable, Mapping
from datetime import date

from licet.decisions import public as decisions
from licet.decisions.public import ActKind, SignedPart, Texts
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.licences.public import Licence, assessed_json, countries_of, lines_of, stands_now
from licet.platform.locking import locked
from licet.policy import public as policy
from licet.reviews.domain import Outcome
from licet.reviews.models import Frozen, OutcomeRow
from licet_verify import canonical


def frozen_of(act: decisions.Act) -> Frozen:
    return Frozen.objects.select_related("review", "act").get(act=act)


def review_signed_part(frozen: Frozen, subject: Mapping[str, Json], roles: list[Json], today: date) -> SignedPart:
    """Statuses and revisions are those of the frozen list; :func:`current_signed_part` asks for today's."""
    rows = frozen.outcomes.select_related("licence", "departure").order_by("licence__reference")
    now = {row.licence_id: (row.status, row.revision) for row in rows}
    return _signed_part(frozen, list(rows), now, subject, roles, today)


def current_signed_part(act: decisions.Act, at: Instant) -> SignedPart:
    """As it would be written now, the licences locked: it differs when one of them, or an assessment over them, changed since."""
    frozen = frozen_of(act)
    rows = list(frozen.outcomes.select_related("licence", "departure").order_by("licence__reference"))
    licences = locked(Licence.objects.filter(review_outcomes__frozen=frozen).order_by("reference"))
    now = {licence: (status, revision) for licence, status, revision in licences.values_list("pk", "status", "revision")}
    return _signed_part(frozen, rows, now, act.subject, act.roles, policy.today(at))


def _signed_part(
    frozen: Frozen,
    rows: list[OutcomeRow],
    now: Mapping[str, tuple[str, int]],
    subject: Mapping[str, Json],
    roles: list[Json],
    today: date,
) -> SignedPart:
    texts, review, passed = Texts(), frozen.review, _passed(rows, today)
    in_doubt = sum(row.outcome == Outcome.IN_DOUBT for row in rows)
    body: dict[str, Json] = {
        "v": 1,
        "kind": ActKind.REVIEW.value,
        "review": review.reference,
        "question": texts.name(review.question),
        "commissioned_by": review.commissioned_by,
        "commissioned_on": review.commissioned_on.isoformat(),
        "frozen": {"number": frozen.number, "digest": frozen.digest, "scope": frozen.scope, "sentence": frozen.sentence},
        "legal_basis": texts.name(str(subject["legal_basis"])),
        "reasons": texts.name(str(subject["reasons"])),
        "countries": countries_of(row.licence_id for row in rows),
        "assessment": assessed_json([row.licence_id for row in rows], today=today, texts=texts),
        "licences": [_licence(row, *now[row.licence_id], passed.get(row.pk), texts) for row in rows],
        **({"departures": decisions.departures_named(_departures(rows), texts)} if passed else {}),
        **({"in_doubt": in_doubt} if in_doubt else {}),
        "roles": list(roles),
    }
    text = canonical.dumps(body).decode()
    texts.name(text)  # each licence's record names the act's signed part as a text
    return SignedPart(body, texts.by_digest)


def _departures(rows: Iterable[OutcomeRow]) -> set[str]:
    return {row.departure.reference for row in rows if row.departure}


def _passed(rows: Iterable[OutcomeRow], today: date) -> dict[str, tuple[str, ...]]:
    """The conclusions that each named departure passes today, by row: none once it is over, which voids earlier signatures."""
    by_departure = [(row, row.departure.reference) for row in rows if row.departure]
    if not by_departure:
        return {}
    now, lines = stands_now(today), lines_of(row.licence_id for row, _ in by_departure)
    return {row.pk: now.of(lines[row.licence_id], departure).passed for row, departure in by_departure}


def _licence(row: OutcomeRow, status: str, revision: int, passes: tuple[str, ...] | None, texts: Texts) -> dict[str, Json]:
    return {
        "reference": row.licence.reference,
        "status": status,
        "revision": revision,
        "outcome": row.outcome,
        "reasons": texts.name(row.reasons),
        "departure": row.departure.reference if row.departure else None,
        **({"passes": [*passes]} if passes is not None else {}),
    }
