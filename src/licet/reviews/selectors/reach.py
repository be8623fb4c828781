"""What a scope takes of live licences and open cases: scans of the lines, grouped by the engine, whatever their number.

Value is the sum of the lines taken; a licence counts at its ultimate end user's country if one is named, else the end
user's, else the consignee's (decision 0080).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Case as SqlCase
from django.db.models import Count, Q, QuerySet, Sum, TextField, Value, When

from licet.casework import public as casework
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Match, Scope
from licet.licences.public import Licence, LicenceLine, LicenceStatus, counts_at
from licet.people.public import Organisation
from licet.platform.scope_query import matching
from licet.policy import public as policy
from licet.reviews.domain import NOT_RATED, UNKNOWN, Bucket, Pending, Plan, Reach

LIVE = (LicenceStatus.IN_FORCE.value, LicenceStatus.SUSPENDED.value)
_SUMS = {"n": Count("licence", distinct=True), "lines": Count("pk"), "value": Sum("value_minor"), "valued": Count("value_minor")}


def live_lines(scope: Scope, named: Sequence[str] = ()) -> QuerySet[LicenceLine, LicenceLine]:
    """Lines of live licences to which the scope says yes or unknown, with its ``answer``. ``named`` narrows to these licences."""
    query = matching(scope)
    answer = SqlCase(When(query.yes, then=Value(Match.YES.value)), default=Value(Match.UNKNOWN.value), output_field=TextField())
    rows = LicenceLine.objects.filter(query.yes | query.unknown, licence__status__in=LIVE).annotate(answer=answer)
    return rows.filter(licence__reference__in=list(named)) if named else rows


def live_licences(scope: Scope, named: Sequence[str], match: Match) -> QuerySet[Licence, Licence]:
    """Live licences with a line that the scope says yes to; or, for *unknown*, those with none such and one it cannot say of."""
    query = matching(scope)
    rows = Licence.objects.filter(status__in=LIVE)
    rows = rows.filter(reference__in=list(named)) if named else rows
    yes = Q(pk__in=_of_lines(query.yes))
    return rows.filter(yes) if match is Match.YES else rows.filter(Q(pk__in=_of_lines(query.unknown)), ~yes)


def _of_lines(condition: Q) -> QuerySet[LicenceLine, str]:
    return LicenceLine.objects.filter(condition).values_list("licence", flat=True)


def plan_of(scope: Scope, named: Sequence[str] = ()) -> Plan:
    """The whole plan; not by whom it may be read, see :func:`licet.reviews.public.plan`."""
    lines = live_lines(scope, named)
    places = _group_lines(lines, "licence__status", "country_key", "licence__organisation")
    ratings = _group_lines(lines, "rating_key", "controlled")
    known, unknown = _split_by_answer(places)
    unknown_licences = live_licences(scope, named, Match.UNKNOWN).count() if unknown else 0
    in_doubt = _add_reaches(unknown, unknown_licences)
    by_status = {status: _add_reaches(row for row in known if row["licence__status"] == status) for status in LIVE}
    return Plan(
        scope=scope,
        taken=_add_reaches(known),
        unknown=in_doubt,
        in_force=by_status[LIVE[0]].licences,
        suspended=by_status[LIVE[1]].licences,
        live=Licence.objects.filter(status__in=LIVE).count(),
        pending=pending(scope) if not named else Pending(),
        currency=policy.pack().currency,
        by_destination=_make_buckets(known, _name_destination, in_doubt),
        by_rating=_make_buckets(_split_by_answer(ratings)[0], _name_rating, in_doubt),
        by_exporter=_make_buckets(known, _name_exporters(known), in_doubt),
    )


def pending(scope: Scope) -> Pending:
    """Open cases, by the facts that the gate has of them."""
    found = casework.worked_on_in_scope(scope)
    return Pending(taken=found.taken, unknown=found.unknown)


# --- rows -----------------------------------------------------------------------------------------------------------
def _group_lines(lines: QuerySet[LicenceLine, LicenceLine], *by: str) -> list[dict[str, Any]]:
    return list(lines.order_by().values("answer", *by).annotate(**_SUMS))


def _split_by_answer(rows: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    listed = list(rows)
    return [row for row in listed if row["answer"] == Match.YES], [row for row in listed if row["answer"] == Match.UNKNOWN]


def _make_reach(row: dict[str, Any]) -> Reach:
    return Reach(licences=row["n"], lines=row["lines"], value_minor=row["value"], without_value=row["lines"] - row["valued"])


def _add_reaches(rows: Iterable[dict[str, Any]], licences: int | None = None) -> Reach:
    """All rows together. A licence has one holder, status and set of countries, so its rows by these never count it twice."""
    total = sum(map(_make_reach, rows), Reach())
    return (
        total
        if licences is None
        else Reach(licences=licences, lines=total.lines, value_minor=total.value_minor, without_value=total.without_value)
    )


def _make_buckets(rows: Iterable[dict[str, Any]], key: Any, in_doubt: Reach) -> tuple[Bucket, ...]:
    """Rows added up by key, greatest value first, then names; what is unknown is a row of its own, last."""
    found: dict[tuple[str, str], Reach] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), Reach()) + _make_reach(row)
    known = [Bucket(code, name, reach) for (code, name), reach in found.items()]
    known.sort(key=lambda item: (-(item.reach.value_minor or 0), item.name, item.key))
    return (*known, *([Bucket(UNKNOWN, UNKNOWN, in_doubt)] if in_doubt.lines else []))


def _name_destination(row: dict[str, Any]) -> tuple[str, str]:
    code = counts_at(row["country_key"])
    return code, policy.destination_name(code)


def _name_exporters(rows: Iterable[dict[str, Any]]) -> Callable[[dict[str, Any]], tuple[str, str]]:
    """Reads an exporter with the name. Their names are asked for once: joined to every line, they would be sorted with each."""
    ids = {row["licence__organisation"] for row in rows}
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    return lambda row: (row["licence__organisation"], names[row["licence__organisation"]])


def _name_rating(row: dict[str, Any]) -> tuple[str, str]:
    code = str(RatingCode(_split_key(row["rating_key"]))) if row["rating_key"] else NOT_RATED
    return code, code


def _split_key(key: str) -> tuple[str, ...]:
    return tuple(key.strip("/").split("/"))
