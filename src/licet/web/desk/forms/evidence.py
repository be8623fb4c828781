"""What may be typed of documents, incidents, proceedings and official lines. Nobody is asked for a victim's name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.evidence import public as evidence
from licet.evidence.public import Asks, Credibility, IhlRule, IncidentDraft, ObjectHit, PlacePrecision, ProceedingKind, Span, Standing
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, ReasonsField

ROWS = 4
"""Ranges of casualties, and half as many parties, that a form has room for."""


def chosen(kind: Iterable[StrEnum], *, nothing: bool = False) -> list[tuple[str, Any]]:
    return [*([("", gettext("Any"))] if nothing else []), *((item.value, item.value) for item in kind)]


def places() -> list[tuple[str, str]]:
    return sorted(((item.code, item.name) for item in policy.destinations()), key=lambda pair: pair[1])


class QuoteForm(forms.Form):
    words = ReasonsField(label=_("Quote these words"), help_text=_("Copy them from the text; they must stand there once."))


class IncidentFilterForm(forms.Form):
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    grade = forms.ChoiceField(label=_("Grade"), required=False)
    object_hit = forms.ChoiceField(label=_("What was hit"), required=False)
    rule = forms.ChoiceField(label=_("Rule"), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["destination"].choices = [("", gettext("Any")), *places()]  # type: ignore[attr-defined]
        for name, kind in (("grade", evidence.Grade), ("object_hit", ObjectHit), ("rule", IhlRule)):
            self.fields[name].choices = chosen(kind, nothing=True)  # type: ignore[attr-defined]

    def filters(self) -> evidence.IncidentFilters:
        given = self.cleaned_data if self.is_valid() else {}
        return evidence.IncidentFilters(
            destination=given.get("destination", ""),
            grade=evidence.Grade(given["grade"]) if given.get("grade") else None,
            object_hit=ObjectHit(given["object_hit"]) if given.get("object_hit") else None,
            rule=IhlRule(given["rule"]) if given.get("rule") else None,
        )


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, *given: Any, sources: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["source"].choices = [("", gettext("Any")), *sources]  # type: ignore[attr-defined]


class IncidentForm(forms.Form):
    """An incident from quotes: one field for how credible each is, and rows of casualties that name their quotes by number."""

    destination = forms.ChoiceField(label=_("Destination"))
    conflict = forms.CharField(label=_("Conflict"), help_text=_("In small letters, such as sarra-valley."), max_length=60)
    title = forms.CharField(label=_("What happened, in one line"), max_length=200)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=8000)
    date_from = DatePartsField(label=_("First day"))
    date_to = DatePartsField(label=_("Last day"), help_text=_("The same day where it is known; the precision follows from the span."))
    place = forms.CharField(label=_("Place"), max_length=200)
    place_precision = forms.ChoiceField(label=_("How exactly is the place known?"))
    rules = forms.MultipleChoiceField(label=_("Rules that it may concern"), widget=forms.CheckboxSelectMultiple)
    objects = forms.MultipleChoiceField(label=_("What was hit"), widget=forms.CheckboxSelectMultiple)
    means = forms.CharField(label=_("With what"), required=False, max_length=200)
    discounted_because = forms.CharField(label=_("Discounted because"), required=False, max_length=400)
    standing = forms.ChoiceField(label=_("Standing"))
    standing_reason = forms.CharField(label=_("Why it is set aside"), required=False, max_length=400)
    quotes = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *given: Any, spans: Mapping[str, Span], revising: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        self.spans = spans
        fields: dict[str, Any] = self.fields
        fields["destination"].choices = places()
        fields["place_precision"].choices = chosen(PlacePrecision)
        fields["standing"].choices = chosen(Standing)
        fields["rules"].choices, fields["objects"].choices = chosen(IhlRule), chosen(ObjectHit)
        for number, span in enumerate(spans.values(), 1):
            label = gettext("Quote %(number)s: how credible is “%(words)s”?") % {"number": number, "words": span.quote[:120]}
            choices = [(item.value, f"{item.value} {item.words}") for item in Credibility]
            fields[f"credibility_{number}"] = forms.ChoiceField(label=label, choices=choices, initial="6")
        for number in range(1, ROWS + 1):
            fields |= _casualty_fields(number)
        for number in range(1, ROWS // 2 + 1):
            fields |= _party_fields(number)
        if revising:
            fields["reason"] = ReasonsField(label=_("Why is it revised?"))

    def draft(self) -> IncidentDraft:
        """What was typed; the service checks it. A quote's number that does not exist cites nothing, and is refused there."""
        given = self.cleaned_data
        ids = list(self.spans)
        return IncidentDraft(
            **{name: given[name] for name in ("destination", "conflict", "title", "summary", "date_from", "date_to", "place", "means")},
            place_precision=PlacePrecision(given["place_precision"]),
            rules=frozenset(map(IhlRule, given["rules"])),
            objects=frozenset(map(ObjectHit, given["objects"])),
            cited=tuple(evidence.Cited(span, Credibility(given[f"credibility_{number}"])) for number, span in enumerate(ids, 1)),
            casualties=tuple(self._casualties(ids)),
            attributions=tuple(self._parties()),
            discounted_because=given["discounted_because"],
            standing=Standing(given["standing"]),
            standing_reason=given["standing_reason"],
        )

    def _casualties(self, ids: Sequence[str]) -> Iterator[evidence.Casualties]:
        for number in range(1, ROWS + 1):
            group, harm, low, high, said = (self.cleaned_data[f"c{number}_{name}"] for name in ("group", "harm", "low", "high", "quotes"))
            if low is None and high is None:
                continue
            numbers = [int(word) for word in said.replace(",", " ").split() if word.isdecimal()] or range(1, len(ids) + 1)
            spans = tuple(ids[at - 1] if 0 < at <= len(ids) else "" for at in numbers)
            low, high = (high if low is None else low), (low if high is None else high)
            yield evidence.Casualties(evidence.Category(group), evidence.Harm(harm), low, high, spans)

    def _parties(self) -> Iterator[evidence.Attribution]:
        for number in range(1, ROWS // 2 + 1):
            party, position, action = (self.cleaned_data[f"p{number}_{name}"] for name in ("party", "position", "action"))
            if party.strip():
                yield evidence.Attribution(party.strip(), evidence.Position(position), evidence.Action(action))


def _casualty_fields(number: int) -> dict[str, forms.Field]:
    at = {"number": number}
    return {
        f"c{number}_group": forms.ChoiceField(label=_("Casualties %(number)s: who") % at, choices=chosen(evidence.Category)),
        f"c{number}_harm": forms.ChoiceField(label=_("Casualties %(number)s: what happened to them") % at, choices=chosen(evidence.Harm)),
        f"c{number}_low": forms.IntegerField(label=_("Casualties %(number)s: at least") % at, required=False),
        f"c{number}_high": forms.IntegerField(label=_("Casualties %(number)s: at most") % at, required=False),
        f"c{number}_quotes": forms.CharField(label=_("Casualties %(number)s: said in quotes (1, 2; all if empty)") % at, required=False),
    }


def _party_fields(number: int) -> dict[str, forms.Field]:
    at = {"number": number}
    return {
        f"p{number}_party": forms.CharField(label=_("Party %(number)s that is held responsible") % at, required=False, max_length=200),
        f"p{number}_position": forms.ChoiceField(
            label=_("Party %(number)s: what it says") % at, choices=chosen(evidence.Position), initial=evidence.Position.SILENT.value
        ),
        f"p{number}_action": forms.ChoiceField(
            label=_("Party %(number)s: was it acting there?") % at, choices=chosen(evidence.Action), initial=evidence.Action.NOT_KNOWN.value
        ),
    }


def filled(draft: IncidentDraft, version: int) -> dict[str, Any]:
    """A version as the form shows it, to be revised."""
    numbers = {item.span: str(at) for at, item in enumerate(draft.cited, 1)}
    names = ("destination", "conflict", "title", "summary", "date_from", "date_to", "place", "means")
    shown: dict[str, Any] = {name: getattr(draft, name) for name in (*names, "discounted_because", "standing_reason")}
    shown |= {"place_precision": draft.place_precision.value, "standing": draft.standing.value, "version": version}
    shown |= {"rules": [item.value for item in draft.rules], "objects": [item.value for item in draft.objects]}
    shown |= {f"credibility_{at}": item.credibility.value for at, item in enumerate(draft.cited, 1)}
    for at, row in enumerate(draft.casualties[:ROWS], 1):
        said = ", ".join(numbers[span] for span in row.spans)
        values = {"group": row.category.value, "harm": row.harm.value, "low": row.low, "high": row.high, "quotes": said}
        shown |= {f"c{at}_{name}": value for name, value in values.items()}
    for at, item in enumerate(draft.attributions[: ROWS // 2], 1):
        shown |= {f"p{at}_party": item.party, f"p{at}_position": item.position.value, f"p{at}_action": item.action.value}
    return shown


class ProceedingForm(forms.Form):
    destination = forms.ChoiceField(label=_("Destination"))
    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=200)
    court = forms.CharField(label=_("Court or body"), max_length=200)
    sought_on = DatePartsField(label=_("Sought on"), required=False)
    issued_on = DatePartsField(label=_("Issued on"), required=False)
    refused_on = DatePartsField(label=_("Refused on"), required=False)
    asks = forms.ChoiceField(label=_("What does it ask of the authority?"))
    text = ReasonsField(label=_("What it says"), help_text=_("This is published."))
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *given: Any, revising: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        fields: dict[str, Any] = self.fields
        fields["destination"].choices = places()
        fields["kind"].choices, fields["asks"].choices = chosen(ProceedingKind), chosen(Asks)
        if revising:
            fields["reason"] = ReasonsField(label=_("Why is it revised? The reason is published."))

    def draft(self, spans: tuple[str, ...] = ()) -> evidence.ProceedingDraft:
        given = self.cleaned_data
        names = ("destination", "title", "court", "text", "sought_on", "issued_on", "refused_on")
        return evidence.ProceedingDraft(
            **{name: given[name] for name in names},
            kind=ProceedingKind(given["kind"]),
            asks=Asks(given["asks"]),
            spans=spans,
        )


class OfficialLineForm(forms.Form):
    destination = forms.ChoiceField(label=_("Destination"))
    topic = forms.CharField(label=_("About"), max_length=60, help_text=_("Such as destination:QM or review:XA-REV 2031/000001."))
    said_on = DatePartsField(label=_("Said on"))
    said_by = forms.CharField(label=_("By which office"), max_length=200)
    venue = forms.CharField(label=_("Where"), max_length=200)
    words = ReasonsField(label=_("The words"), help_text=_("These are published."))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["destination"].choices = places()  # type: ignore[attr-defined]

    def draft(self) -> evidence.OfficialLineDraft:
        names = ("destination", "topic", "said_by", "venue", "words")
        on: date = self.cleaned_data["said_on"]
        return evidence.OfficialLineDraft(**{name: self.cleaned_data[name] for name in names}, said_on=on)
