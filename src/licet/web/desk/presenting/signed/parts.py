"""What every reader of a signed part is made of: rows and sections, and what the part names by digest or id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.presenting import words

type Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the signed text; ``more`` holds long texts, folded away on the page: (what it is, the text)."""

    title: str
    rows: tuple[Row, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a signed part names by digest or id: texts, names of people, names of lines."""

    texts: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def text(self, reference: Any) -> str:
        """The words behind ``sha256:…``; said where they are not kept."""
        if not isinstance(reference, str) or not reference.startswith("sha256:"):
            return str(reference or "")
        return self.texts.get(reference.removeprefix("sha256:"), _("(a text that is not kept here: %(digest)s)") % {"digest": reference})

    def person(self, actor: str) -> str:
        return self.people.get(actor, actor)

    def line(self, line: str) -> str:
        return self.lines.get(line, line)


def scope_words(scope: Body | None) -> str:
    return Scope.from_json(dict(scope)).sentence(policy.destination_names()) if scope else ""


def departures_texts(body: Body, known: Known) -> Iterator[tuple[str, str]]:
    for item in body.get("departures", ()):
        said = "\n\n".join((scope_words(item["scope"]), known.text(item["legal_basis"]), known.text(item["reasons"])))
        yield _("Departure %(reference)s") % {"reference": item["reference"]}, said


def departure_words(departure: str, passes: Sequence[str]) -> str:
    """“XA-DEP 2031/000001, which passes XA-ASM 2031/000001 v3 c1”."""
    if not passes:
        return departure
    return _("%(departure)s, which passes %(conclusions)s") % {"departure": departure, "conclusions": listed(passes)}


def roles(body: Body) -> str:
    return listed(words.signing_role(item) for item in body.get("roles", ()))
