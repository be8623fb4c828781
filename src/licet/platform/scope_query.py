"""A scope as SQL, with the same answers as in memory.

A model that holds line facts inherits :class:`LineFactsRow`; ``path`` leads to it from the model that is asked, through
forward relations only. Text columns hold their values between slashes, so that “has” is a search for ``/value/``.
Unknown is NULL and is never negated: each clause says when it is yes and when it is unknown, and a scope's two answers
are put together from those, so SQL's third truth value never decides anything by accident.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.lookups import BuiltinLookup
from django.db.models.sql.compiler import SQLCompiler

from licet.kernel.facts import EndUserClass, LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Clause, Scope


class KeyField(models.TextField[Any, Any]):
    """Values between slashes, compared byte by byte on both engines (SQLite's LIKE takes a for A)."""


class _Position(BuiltinLookup[Any]):
    """Where the wanted text stands in the column."""

    test = ""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        column, left = self.process_lhs(compiler, connection)
        wanted, right = self.process_rhs(compiler, connection)
        function = "strpos" if connection.vendor == "postgresql" else "instr"
        return f"{function}({column}, {wanted}) {self.test}", (*left, *right)


@KeyField.register_lookup
class Has(_Position):
    lookup_name = "has"
    test = "> 0"


@KeyField.register_lookup
class Begins(_Position):
    lookup_name = "begins"
    test = "= 1"


class LineFactsRow(models.Model):
    """The columns of :class:`licet.kernel.facts.LineFacts`; whose id the line has is the model's own matter."""

    facts_version = models.PositiveIntegerField()
    licence_type = models.CharField(max_length=20)
    country_key = KeyField()
    rating_key = KeyField(blank=True, default="")
    controlled = models.BooleanField(null=True)
    end_use_key = KeyField(null=True)
    end_user = models.CharField(max_length=40, null=True)  # noqa: DJ001 - NULL is unknown, in every column alike
    incorporation = models.BooleanField(null=True)
    pool = models.BooleanField(null=True)
    onward_key = KeyField(null=True)

    class Meta:
        abstract = True

    def to_facts(self, line: str | None = None) -> LineFacts:
        """The facts of ``line`` (by default the row's own key)."""
        return LineFacts(
            line=line or str(self.pk),
            version=self.facts_version,
            licence_type=self.licence_type,
            countries=tuple(_country(part) for part in _parts(self.country_key)),
            rating=RatingCode(_parts(self.rating_key)) if self.rating_key else None,
            controlled=self.controlled,
            end_use=_known_set(self.end_use_key),
            end_user=None if self.end_user is None else EndUserClass(self.end_user),
            incorporation=self.incorporation,
            pool=self.pool,
            onward=_known_set(self.onward_key),
        )


def columns(facts: LineFacts) -> dict[str, Any]:
    """The values of :class:`LineFactsRow` for these facts."""
    return {
        "facts_version": facts.version,
        "licence_type": facts.licence_type,
        "country_key": _key(f"{item.role}:{item.country}" for item in facts.countries),
        "rating_key": facts.rating.key if facts.rating else "",
        "controlled": facts.controlled,
        "end_use_key": None if facts.end_use is None else _key(sorted(facts.end_use)),
        "end_user": None if facts.end_user is None else facts.end_user.value,
        "incorporation": facts.incorporation,
        "pool": facts.pool,
        "onward_key": None if facts.onward is None else _key(sorted(facts.onward)),
    }


@dataclass(frozen=True, slots=True)
class Query:
    """Rows for which the scope says yes, and rows for which it cannot say; ``taken`` as the scope itself chooses."""

    yes: Q
    unknown: Q
    include_unknown: bool

    @property
    def taken(self) -> Q:
        """Rows that the scope takes: as ``Scope.takes`` in memory."""
        return self.yes | self.unknown if self.include_unknown else self.yes


def matching(scope: Scope, path: str = "") -> Query:
    """The scope as conditions on :class:`LineFactsRow`, reached by ``path`` such as ``facts__``."""
    answers = [_CLAUSES[clause.fact](clause, path) for clause in scope.clauses()]
    yes = reduce(and_, (answer.yes for answer in answers), EVERY)
    nowhere_no = reduce(and_, (answer.yes | answer.unknown for answer in answers if answer.unknown is not NEVER), Q())
    surely = reduce(and_, (answer.yes for answer in answers if answer.unknown is NEVER), Q())
    doubts = [answer.unknown for answer in answers if answer.unknown is not NEVER]
    unknown = surely & nowhere_no & reduce(or_, doubts) if doubts else NEVER
    return Query(yes, unknown, scope.include_unknown)


NEVER = Q(pk__in=[])
EVERY = ~NEVER
"""Said aloud, because ``Q() | condition`` is the condition: an empty scope would become the narrowest."""


@dataclass(frozen=True, slots=True)
class _Answer:
    yes: Q
    unknown: Q


def _any_of(lookup: str, values: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{lookup: value}) for value in values))


def _destination(clause: Clause, path: str) -> _Answer:
    wanted = (f"/{value}/" if ":" in value else f":{value}/" for value in clause.values)
    return _Answer(_any_of(f"{path}country_key__has", wanted), NEVER)


def _rating(clause: Clause, path: str) -> _Answer:
    keys = (RatingCode.parse(value).key for value in clause.values)
    rated = Q(**{f"{path}controlled__isnull": False})
    return _Answer(rated & _any_of(f"{path}rating_key__begins", keys), Q(**{f"{path}controlled__isnull": True}))


def _set(column: str) -> Callable[[Clause, str], _Answer]:
    def answer(clause: Clause, path: str) -> _Answer:
        wanted = (f"/{value}/" for value in clause.values)
        return _Answer(_any_of(f"{path}{column}__has", wanted), Q(**{f"{path}{column}__isnull": True}))

    return answer


def _flag(column: str) -> Callable[[Clause, str], _Answer]:
    def answer(clause: Clause, path: str) -> _Answer:
        return _Answer(Q(**{f"{path}{column}": clause.values == ("yes",)}), Q(**{f"{path}{column}__isnull": True}))

    return answer


def _end_user(clause: Clause, path: str) -> _Answer:
    return _Answer(Q(**{f"{path}end_user__in": clause.values}), Q(**{f"{path}end_user__isnull": True}))


def _licence_type(clause: Clause, path: str) -> _Answer:
    return _Answer(Q(**{f"{path}licence_type__in": clause.values}), NEVER)


_CLAUSES: Mapping[str, Callable[[Clause, str], _Answer]] = {
    "destination": _destination,
    "rating": _rating,
    "end_use": _set("end_use_key"),
    "end_user": _end_user,
    "licence_type": _licence_type,
    "onward": _set("onward_key"),
    "incorporation": _flag("incorporation"),
    "pool": _flag("pool"),
}


def _key(values: Iterable[str]) -> str:
    return "/" + "".join(f"{value}/" for value in values)


def _parts(key: str) -> tuple[str, ...]:
    return tuple(key.strip("/").split("/")) if key.strip("/") else ()


def _known_set(key: str | None) -> frozenset[str] | None:
    return None if key is None else frozenset(_parts(key))


def _country(part: str) -> PartyCountry:
    role, _, country = part.partition(":")
    return PartyCountry(Role(role), country)
