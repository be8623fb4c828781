"""Rows of casualties and parties in the form of an incident, and a version as the form shows it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.evidence import public as evidence
from licet.evidence.public import IncidentDraft
from licet.web.components.forms import VisibleTextField
from licet.web.desk.forms.evidence.choices import chosen

EMPTY = 2
"""Empty rows below those that are filled."""
MOST = 150
CASUALTIES, PARTIES = "casualties", "parties"
_SENT = {CASUALTIES: re.compile(r"c(\d{1,3})_low"), PARTIES: re.compile(r"p(\d{1,3})_party")}
CASUALTY_PARTS = ("group", "harm", "low", "high", "quotes")
PARTY_PARTS = ("party", "position", "action")
TEXTS = ("title", "summary", "place", "means", "discounted_because", "standing_reason", "grade_reason", "marking")


def sent_rows(data: Iterable[str], kind: str) -> int:
    """How many rows the page had that was sent, whatever it claims: never more than a form may have."""
    found = (_SENT[kind].fullmatch(name) for name in data)
    return min(max((int(match[1]) for match in found if match), default=0), MOST)


def casualty_fields(number: int) -> dict[str, forms.Field]:
    at = {"number": number}
    return {
        f"c{number}_group": forms.ChoiceField(
            label=_("Casualties %(number)s: who") % at, choices=chosen(evidence.Category), required=False
        ),
        f"c{number}_harm": forms.ChoiceField(
            label=_("Casualties %(number)s: what happened to them") % at, choices=chosen(evidence.Harm), required=False
        ),
        f"c{number}_low": forms.IntegerField(label=_("Casualties %(number)s: at least") % at, required=False),
        f"c{number}_high": forms.IntegerField(label=_("Casualties %(number)s: at most") % at, required=False),
        f"c{number}_quotes": VisibleTextField(label=_("Casualties %(number)s: said in quotes") % at, required=False),
    }


def party_fields(number: int) -> dict[str, forms.Field]:
    at = {"number": number}
    return {
        f"p{number}_party": VisibleTextField(label=_("Party %(number)s that is held responsible") % at, required=False),
        f"p{number}_position": forms.ChoiceField(
            label=_("Party %(number)s: what it says") % at,
            choices=chosen(evidence.Position),
            initial=evidence.Position.SILENT.value,
            required=False,
        ),
        f"p{number}_action": forms.ChoiceField(
            label=_("Party %(number)s: was it acting there?") % at,
            choices=chosen(evidence.Action),
            initial=evidence.Action.NOT_KNOWN.value,
            required=False,
        ),
    }


def dropped_field(number: int) -> forms.Field:
    return VisibleTextField(
        label=_("Drop quote %(number)s? Then say why") % {"number": number},
        help_text=_("Empty: it stays. The version before keeps it; casualties that name it must name another."),
        required=False,
    )


def filled(draft: IncidentDraft, version: int, order: Iterable[str] = ()) -> dict[str, Any]:
    """A version as the form shows it, whole. ``order`` numbers the quotes as the page does, else as the version does."""
    numbers = {span: str(at) for at, span in enumerate(order or [item.span for item in draft.cited], 1)}
    names = ("destination", "conflict", "date_from", "date_to", "latitude", "longitude", *TEXTS)
    shown: dict[str, Any] = {name: getattr(draft, name) for name in names}
    shown |= {"place_precision": draft.place_precision.value, "standing": draft.standing.value, "version": version}
    shown |= {"rules": [item.value for item in draft.rules], "objects": [item.value for item in draft.objects]}
    shown |= {f"credibility_{numbers[item.span]}": item.credibility.value for item in draft.cited if item.span in numbers}
    shown["grade"] = draft.grade.value if draft.grade else ""
    for at, row in enumerate(draft.casualties, 1):
        said = ", ".join(numbers.get(span, "?") for span in row.spans)
        values = (row.category.value, row.harm.value, row.low, row.high, said)
        shown |= {f"c{at}_{name}": value for name, value in zip(CASUALTY_PARTS, values, strict=True)}
    for at, item in enumerate(draft.attributions, 1):
        party = (item.party, item.position.value, item.action.value)
        shown |= {f"p{at}_{name}": value for name, value in zip(PARTY_PARTS, party, strict=True)}
    return shown


def numbers_of(typed: str, most: int, kept: Iterable[int]) -> list[int] | None:
    """Numbers of quotes as they were typed (“1, 3”), all that are kept where nothing was; None: something else stands there."""
    words = typed.replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() and len(word) < 5 and 0 < int(word) <= most for word in words):
        return None
    return [int(word) for word in words] or list(kept)


def as_kept(typed: str, kept: str) -> str:
    """A browser changes ends of lines: the same words stay as they were kept."""
    same = " ".join(typed.splitlines()) == " ".join(kept.strip().splitlines())
    return kept if same else "\n".join(typed.splitlines())


def rows_in(parts: Mapping[str, Any], letter: str, names: Iterable[str], count: int) -> list[tuple[int, list[Any]]]:
    """(number, values) of each row, in its order."""
    return [(at, [parts.get(f"{letter}{at}_{name}") for name in names]) for at in range(1, count + 1)]
