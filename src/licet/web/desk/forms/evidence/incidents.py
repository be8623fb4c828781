"""An incident from quotes, recorded or revised: a revision starts from all that stands, and nothing of it is lost."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.evidence import public as evidence
from licet.evidence.public import Credibility, Grade, IhlRule, IncidentDraft, ObjectHit, PlacePrecision, Span, Standing
from licet.kernel.errors import InvalidMany
from licet.platform import clock
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, ReasonsField, VisibleTextField
from licet.web.desk.forms.evidence import rows
from licet.web.desk.forms.evidence.choices import chosen, places


class IncidentForm(forms.Form):
    """One field for how credible each quote is; rows of casualties name their quotes by number. A revision may drop a quote
    that stands, by saying why.

    ``before`` is the version that is revised; ``also`` are quotes that it cites and a stale page does not.
    ``rows`` says how many rows of casualties and parties there are.
    """

    destination = forms.ChoiceField(label=_("Destination"))
    conflict = VisibleTextField(label=_("Conflict"), help_text=_("In small letters, such as sarra-valley."), max_length=60)
    title = VisibleTextField(label=_("What happened, in one line"), max_length=200)
    summary = VisibleTextField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    date_from = DatePartsField(label=_("First day"))
    date_to = DatePartsField(label=_("Last day"), help_text=_("The same day where it is known; the precision follows from the span."))
    place = VisibleTextField(label=_("Place"), max_length=200)
    place_precision = forms.ChoiceField(label=_("How exactly is the place known?"))
    latitude = forms.DecimalField(label=_("Latitude"), required=False, widget=forms.TextInput, help_text=_("In degrees, such as 34.512."))
    longitude = forms.DecimalField(label=_("Longitude"), required=False, widget=forms.TextInput)
    rules = forms.MultipleChoiceField(label=_("Rules that it may concern"), widget=forms.CheckboxSelectMultiple)
    objects = forms.MultipleChoiceField(label=_("What was hit"), widget=forms.CheckboxSelectMultiple)
    means = VisibleTextField(label=_("With what"), required=False, max_length=200)
    discounted_because = VisibleTextField(label=_("Discounted because"), required=False)
    grade = forms.ChoiceField(label=_("Grade"), required=False)
    grade_reason = VisibleTextField(label=_("Why the grade is not the one that the rule gives"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), initial=Standing.REGISTERED.value)
    standing_reason = VisibleTextField(label=_("Why it is set aside"), required=False)
    marking = VisibleTextField(
        label=_("Marking"), required=False, help_text=_("Shown and published wherever the incident is; in small letters, such as exercise.")
    )
    quotes = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    ABOUT = ("destination", "conflict", "title", "summary", "date_from", "date_to")
    WHERE = ("place", "place_precision", "latitude", "longitude", "rules", "objects", "means")
    JUDGED = ("discounted_because", "grade", "grade_reason", "standing", "standing_reason", "marking")

    def __init__(
        self,
        *given: Any,
        spans: Mapping[str, Span],
        count: Mapping[str, int],
        before: IncidentDraft | None = None,
        also: Mapping[str, Span] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.spans, self.count, self.before = spans, count, before
        fields: dict[str, Any] = self.fields
        fields["destination"].choices = places()
        fields["place_precision"].choices = chosen(PlacePrecision)
        fields["standing"].choices = chosen(Standing)
        fields["rules"].choices, fields["objects"].choices = chosen(IhlRule), chosen(ObjectHit)
        fields["grade"].choices = [("", gettext("as the rule gives it")), *chosen(Grade)]
        choices = [(item.value, f"{item.value} {item.words}") for item in Credibility]
        for number, (key, span) in enumerate((dict(spans) | dict(also or {})).items(), 1):
            label = gettext("Quote %(number)s: how credible is “%(words)s”?") % {"number": number, "words": span.quote[:120]}
            field = forms.ChoiceField(label=label, choices=choices, initial="6", required=key in spans)
            fields[f"credibility_{number}"] = field
            if before and key in {item.span for item in before.cited}:
                fields[f"dropped_{number}"] = rows.dropped_field(number)
        for number in range(1, count[rows.CASUALTIES] + 1):
            fields |= rows.casualty_fields(number)
        for number in range(1, count[rows.PARTIES] + 1):
            fields |= rows.party_fields(number)
        if before:
            fields["reason"] = ReasonsField(label=_("Why is it revised?"))

    def clean(self) -> dict[str, Any]:
        """A row is never left out in silence: half a row is a fault of its own."""
        given = super().clean() or {}
        kept = [number for number, _span, why in self._quotes() if not why]
        for at, (group, harm, low, high, said) in self._rows(rows.CASUALTIES):
            numbered = low is not None or high is not None
            wrong = {f"c{at}_low", f"c{at}_high"} & self.errors.keys()
            if said and not numbered and not wrong:
                self.add_error(f"c{at}_low", gettext("Give the numbers that these quotes say, or take the quotes away."))
            if numbered and not (group and harm):
                self.add_error(f"c{at}_group", gettext("Say who they were, and what happened to them."))
            named = rows.numbers_of(said or "", len(self.spans), kept)
            if named is None:
                words = gettext("Name quotes by their numbers, from 1 to %(most)s, such as “1, 2”.")
                self.add_error(f"c{at}_quotes", words % {"most": len(self.spans)})
            elif numbered and (gone := [str(number) for number in named if number not in kept]):
                words = gettext("You drop quote %(numbers)s: name another that says so, or take the numbers away.")
                self.add_error(f"c{at}_quotes", words % {"numbers": ", ".join(gone)})
        if not self.errors:
            self._mark_unquoted()
        return given

    def _mark_unquoted(self) -> None:
        """Numbers and days that the quotes do not say are shown before anything is saved, and each is ticked as seen.

        What the version before says as well is marked there already, and is not asked again.
        """
        draft = self.draft()
        try:
            evidence.check_incident(draft, today=policy.today(clock.now()), before=self.before)
        except InvalidMany:
            return  # the service names these faults; marks come once there is something to save
        quotes = {key: span.quote for key, span in self.spans.items()}
        before = {item.key for item in evidence.unquoted(self.before, quotes)} if self.before else set()
        there = [item for item in evidence.unquoted(draft, quotes) if item.key not in before]
        seen = self.data.getlist("unquoted") if hasattr(self.data, "getlist") else self.data.get("unquoted", [])
        if all(item.key in seen for item in there):
            return
        places = {"casualties": _("Casualties"), "date_from": _("First day"), "date_to": _("Last day"), "title": _("Title")}
        choices = [(item.key, f"{places.get(item.place, _('Summary'))}: {item.words}") for item in there]
        fields: dict[str, Any] = self.fields
        fields["unquoted"] = forms.MultipleChoiceField(
            label=_("Not in the quotes"),
            help_text=_("It stays marked wherever the incident is read. Correct it, or tick that it is meant."),
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.add_error("unquoted", gettext("The quotes do not say this: correct it, or tick that it is meant."))

    def draft(self) -> IncidentDraft:
        """What was typed; the service checks it."""
        given = self.cleaned_data
        quotes = list(self._quotes())
        names = ("destination", "conflict", "date_from", "date_to", "latitude", "longitude")
        typed: dict[str, Any] = {name: given[name] for name in names}
        typed |= {name: rows.as_kept(given[name], getattr(self.before, name, "")) for name in rows.TEXTS}
        return IncidentDraft(
            **typed,
            place_precision=PlacePrecision(given["place_precision"]),
            rules=frozenset(map(IhlRule, given["rules"])),
            objects=frozenset(map(ObjectHit, given["objects"])),
            cited=tuple(evidence.Cited(span, Credibility(given[f"credibility_{number}"])) for number, span, why in quotes if not why),
            dropped=tuple(evidence.Dropped(span, why) for _number, span, why in quotes if why),
            casualties=tuple(self._casualties([number for number, _span, why in quotes if not why])),
            attributions=tuple(self._parties()),
            standing=Standing(given["standing"]),
            grade=Grade(given["grade"]) if given["grade"] else None,
        )

    def _quotes(self) -> Iterator[tuple[int, str, str]]:
        """Each quote with its number on the page, and why it is dropped: nothing, if it stays."""
        for number, span in enumerate(self.spans, 1):
            yield number, span, self.cleaned_data.get(f"dropped_{number}", "").strip()

    def _casualties(self, kept: Sequence[int]) -> Iterator[evidence.Casualties]:
        ids = list(self.spans)
        for _at, (group, harm, low, high, said) in self._rows(rows.CASUALTIES):
            if low is not None or high is not None:
                spans = tuple(ids[number - 1] for number in rows.numbers_of(said, len(ids), kept) or ())
                low, high = (high if low is None else low), (low if high is None else high)
                yield evidence.Casualties(evidence.Category(group), evidence.Harm(harm), low, high, spans)

    def _parties(self) -> Iterator[evidence.Attribution]:
        for _at, (party, position, action) in self._rows(rows.PARTIES):
            if party:
                said, acting = position or evidence.Position.SILENT, action or evidence.Action.NOT_KNOWN
                yield evidence.Attribution(party, evidence.Position(said), evidence.Action(acting))

    def _rows(self, kind: str) -> list[tuple[int, list[Any]]]:
        letter, parts = ("c", rows.CASUALTY_PARTS) if kind == rows.CASUALTIES else ("p", rows.PARTY_PARTS)
        return rows.rows_in(self.cleaned_data, letter, parts, self.count[kind])

    # --- as the page lays it out ------------------------------------------------------------------------------------
    def groups(self) -> dict[str, list[Any]]:
        """The bound fields of each part of the page."""
        found: dict[str, list[Any]] = {
            name.lower(): [self[field] for field in getattr(self, name)] for name in ("ABOUT", "WHERE", "JUDGED")
        }
        found["said"] = [self[name] for name in self.fields if name.startswith(("credibility_", "dropped_"))]
        for kind, letter, parts in ((rows.CASUALTIES, "c", rows.CASUALTY_PARTS), (rows.PARTIES, "p", rows.PARTY_PARTS)):
            found[kind] = [[self[f"{letter}{at}_{part}"] for part in parts] for at in range(1, self.count[kind] + 1)]
        return found
