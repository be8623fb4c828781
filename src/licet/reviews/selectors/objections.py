"""Why the outcomes of a frozen list may not be proposed or signed, in sentences; none when they may (decisions 0156, 0180, 0181).

A clear risk found since bars that goods go on leaving, and so does one that cannot be ruled out. Found by the engine first,
licence by licence only where a conclusion or a hold takes a line, or may.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q

from licet.licences.public import LicenceLine, LicenceStatus, Standing, StandsNow, lines_of, stands_now
from licet.platform.scope_query import NEVER, matching
from licet.reviews.domain import LEAVES_IN_USE, Outcome, objection
from licet.reviews.models import Frozen, OutcomeRow

_SHOWN = 20


def objections(frozen: Frozen, *, today: date) -> tuple[str, ...]:
    """The first of them; a list of thousands helps nobody."""
    found = []
    for words in _objections(frozen, today):
        found.append(words)
        if len(found) == _SHOWN:
            break
    return tuple(found)


def _objections(frozen: Frozen, today: date) -> Iterator[str]:
    undecided = frozen.outcomes.filter(outcome="").count()
    if undecided:
        yield f"{undecided:,} of the frozen licences have no outcome yet."
    changed = frozen.outcomes.exclude(status=F("licence__status"), revision=F("licence__revision")).select_related("licence")
    yield from (f"{row.licence.reference}: it changed since the list was frozen; freeze it again." for row in changed[:_SHOWN])
    now = stands_now(today)
    rows = list(_in_question(frozen, now))
    lines = lines_of(row.licence_id for row in rows)
    for row in rows:
        standing = now.of(lines[row.licence_id], row.departure.reference if row.departure else "")
        if words := objection(Outcome(row.outcome), standing):
            yield f"{row.licence.reference}: {words}."


def _in_question(frozen: Frozen, now: StandsNow) -> Iterable[OutcomeRow]:
    """Those under which goods may leave, where a clear risk takes a line or may, or a hold on what is to be reinstated; and
    those whose outcome says that one does.
    """
    in_use = frozen.outcomes.filter(outcome__in=[item.value for item in LEAVES_IN_USE]).select_related("licence", "departure")
    in_use = in_use.exclude(outcome=Outcome.MAINTAIN.value, status=LicenceStatus.SUSPENDED.value)  # it stays suspended
    says_so = Q(departure__isnull=False) | Q(outcome=Outcome.IN_DOUBT.value)
    held = Q(outcome=Outcome.REINSTATE.value) & _with_line(query.yes | query.unknown for query in map(matching, now.holds))
    risky = _with_line(query.yes | query.unknown for query in map(matching, now.risks))
    return in_use.filter(says_so | held | risky).order_by("licence__reference")


def in_doubt(today: date) -> Q:
    """Frozen licences with a line of which it is not known whether a clear risk takes it."""
    return _with_line(query.unknown for query in map(matching, stands_now(today).risks) if not query.include_unknown)


def _with_line(conditions: Iterable[Q]) -> Q:
    return Q(licence__in=LicenceLine.objects.filter(reduce(or_, conditions, NEVER)).values("licence"))


def standings(rows: Sequence[OutcomeRow], *, today: date) -> Mapping[str, Standing]:
    """What stands against each of these frozen licences, whose lines were read with them, by the row's id. Three queries."""
    now = stands_now(today)
    return {row.pk: now.of(list(row.licence.lines.all()), row.departure.reference if row.departure else "") for row in rows}
