"""What is told of deciding. By default the public sees what was decided, where to, how much, and why if refused."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Event):
    """A decision on one licence. ``ref`` is the decision's reference, ``act`` that of the act over one or many licences.

    ``outcome`` is *suspended*, *reinstated* or *revoked*. Entries of stores made before November 2026 have this kind for
    decisions on applications, too: *granted*, *partly granted*, *refused* or *no licence required*, with ``licence`` empty.
    ``countries`` is a list of ``{"role", "country"}``; ``lines`` of ``{"outcome", "rating", "value_minor", "no_value",
    "criteria"}``. ``value_minor`` is None with ``no_value`` saying why. The two digests are those of the decision record.
    """

    kind: ClassVar[str] = "decisions:decision:made"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset(
        {
            "outcome",
            "licence_type",
            "countries",
            "lines",
            "value_minor",
            "currency",
            "no_value",
            "criteria",
            "licence",
            "act",
            "signed_digest",
            "envelope_digest",
            "withheld",
        }
    )

    outcome: str
    licence_type: str
    countries: list[Json]
    lines: list[Json]
    value_minor: int | None
    currency: str
    no_value: str
    criteria: list[Json]
    licence: str
    act: str
    signed_digest: str
    envelope_digest: str
    withheld: list[Json]
    case: str
    exporter: str
    parties: list[Json]
    descriptions: list[Json]
    end_use: str
    signers: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecisionMade(Event):
    """A decision on an application. ``ref`` is the decision's reference; the case and its act stay sealed.

    ``outcome`` is *granted*, *partly granted*, *refused* or *no licence required*; the other fields are as in
    :class:`DecisionMade`, which published the act of a case until November 2026.
    """

    kind: ClassVar[str] = "decisions:case-decision:made"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset(
        {
            "outcome",
            "licence_type",
            "countries",
            "lines",
            "value_minor",
            "currency",
            "no_value",
            "criteria",
            "signed_digest",
            "envelope_digest",
            "withheld",
        }
    )

    outcome: str
    licence_type: str
    countries: list[Json]
    lines: list[Json]
    value_minor: int | None
    currency: str
    no_value: str
    criteria: list[Json]
    signed_digest: str
    envelope_digest: str
    withheld: list[Json]
    act: str
    case: str
    exporter: str
    parties: list[Json]
    descriptions: list[Json]
    end_use: str
    signers: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionByDeparture(Event):
    """By which departure a licence is in force again. ``ref`` is the decision's reference; told beside :class:`DecisionMade`.

    ``passes`` names the conclusions that bar it, as ``XA-ASM 2031/000001 v3 c1``: their findings stand.
    """

    kind: ClassVar[str] = "decisions:decision:by-departure"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"licence", "departure", "passes", "act"})

    licence: str
    departure: str
    passes: list[Json]
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActProposed(Event):
    """Outcomes were put up for signature."""

    kind: ClassVar[str] = "decisions:act:proposed"

    act_kind: str
    digest: str
    proposed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSigned(Event):
    """Somebody signed an act's digest."""

    kind: ClassVar[str] = "decisions:act:signed"

    role: str
    digest: str
    means: str
    signed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEnded(Event):
    """An act was sent back, or became void because what it stood on changed."""

    kind: ClassVar[str] = "decisions:act:ended"

    how: str
    words: str
    ended_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Event):
    """A hold binds from now on."""

    kind: ClassVar[str] = "decisions:hold:placed"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"hold_kind", "title", "scope", "legal_basis"})

    hold_kind: str
    title: str
    scope: dict[str, Json]
    legal_basis: str
    reasons: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted(Event):
    """A hold binds no longer."""

    kind: ClassVar[str] = "decisions:hold:lifted"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"title"})

    title: str
    reasons: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureMade(Event):
    """A departure from a criterion: never a finding of no risk."""

    kind: ClassVar[str] = "decisions:departure:made"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"criteria", "scope", "legal_basis", "publication", "expires_on"})

    criteria: list[Json]
    scope: dict[str, Json]
    legal_basis: str
    publication: str
    expires_on: str
    reasons: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureFromAssessment(Event):
    """Which clear risks a departure is made from. ``ref`` is the departure's reference; told beside :class:`DepartureMade`.

    ``conclusions`` is a list of ``{"assessment", "number", "conclusion", "evidence_until"}``: the version and the ordinal of
    its conclusion. The finding stands; the departure covers that version and no later one.
    """

    kind: ClassVar[str] = "decisions:departure:from-assessment"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"conclusions"})

    conclusions: list[Json]
    act: str
