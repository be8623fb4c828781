"""What is proposed for each line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from licet.casework.public import LineView
from licet.decisions.public import LineDecision, Outcome
from licet.policy.public import Clause
from licet.web.components.forms import VersionedForm, VisibleTextField


class OutcomesForm(VersionedForm):
    """One outcome, with reasons, for every line; conditions one to a row."""

    def __init__(self, *given: Any, lines: Sequence[LineView], clauses: Sequence[Clause], **options: Any) -> None:
        super().__init__(*given, **options)
        self.lines = lines
        for item in lines:
            self._add(item.content.number, item.content.name, clauses)

    def _add(self, number: int, name: str, clauses: Sequence[Clause]) -> None:
        self.fields[f"outcome-{number}"] = forms.ChoiceField(
            label=gettext("Line %(number)s: %(name)s") % {"number": number, "name": name},
            choices=(
                (Outcome.GRANT.value, gettext("Grant")),
                (Outcome.GRANT_WITH_CONDITIONS.value, gettext("Grant with conditions")),
                (Outcome.REFUSE.value, gettext("Refuse")),
                (Outcome.NO_LICENCE_REQUIRED.value, gettext("No licence required")),
            ),
            widget=forms.RadioSelect,
        )
        self.fields[f"reasons-{number}"] = VisibleTextField(
            label=gettext("Reasons, line %(number)s") % {"number": number},
            help_text=gettext(
                "For the record. Where no licence is required they are also printed in the letter; in a refusal they are not."
            ),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=20_000,
        )
        self.fields[f"conditions-{number}"] = VisibleTextField(
            label=gettext("Conditions, line %(number)s") % {"number": number},
            help_text=gettext("Only where you grant with conditions. One condition to a row."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=20_000,
            required=False,
        )
        self.fields[f"criteria-{number}"] = forms.MultipleChoiceField(
            label=gettext("Criteria under which you refuse, line %(number)s") % {"number": number},
            help_text=gettext("Only where you refuse. The letter and the register name them."),
            choices=[(clause.code, f"{clause.code} {clause.title}") for clause in clauses],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

        self._add_disclosure(number)

    def _add_disclosure(self, number: int) -> None:
        """What the exporter is told of a refusal."""
        self.fields[f"disclosed-{number}"] = VisibleTextField(
            label=gettext("Reasons that the exporter is told, line %(number)s") % {"number": number},
            help_text=gettext(
                "Only where you refuse. The letter prints them below what each criterion asks and what was found. "
                "Leave out what came in confidence."
            ),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=20_000,
            required=False,
        )
        self.fields[f"withheld-{number}"] = VisibleTextField(
            label=gettext("Why other reasons are not disclosed, line %(number)s") % {"number": number},
            help_text=gettext("Only where you refuse and keep reasons back. The letter prints this as well."),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=4_000,
            required=False,
        )

    def groups(self) -> list[list[Any]]:
        names = ("outcome", "reasons", "conditions", "criteria", "disclosed", "withheld")
        return [[self[f"{name}-{item.content.number}"] for name in names] for item in self.lines]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for item in self.lines:
            self._check(item.content.number, given)
        return given

    def _check(self, number: int, given: dict[str, Any]) -> None:
        outcome = given.get(f"outcome-{number}")
        if outcome == Outcome.GRANT_WITH_CONDITIONS.value and not str(given.get(f"conditions-{number}") or "").strip():
            self.add_error(f"conditions-{number}", gettext("Name the conditions, or grant without."))
        if outcome == Outcome.REFUSE.value and not given.get(f"criteria-{number}"):
            self.add_error(f"criteria-{number}", gettext("Name the criteria under which it is refused."))
        if outcome and outcome != Outcome.REFUSE.value and given.get(f"criteria-{number}"):
            self.add_error(f"criteria-{number}", gettext("Criteria are named only for a refusal: take them away, or refuse."))
        if outcome and outcome != Outcome.GRANT_WITH_CONDITIONS.value and str(given.get(f"conditions-{number}") or "").strip():
            self.add_error(f"conditions-{number}", gettext("Conditions belong to a grant with conditions: take them away, or choose it."))

        told = [name for name in (f"disclosed-{number}", f"withheld-{number}") if str(given.get(name) or "").strip()]
        if outcome == Outcome.REFUSE.value and not told:
            self.add_error(
                f"disclosed-{number}", gettext("Give the reasons that the exporter may be told, or say why none may be disclosed.")
            )
        for name in told if outcome and outcome != Outcome.REFUSE.value else ():
            self.add_error(name, gettext("Reasons for the exporter belong to a refusal: take them away, or refuse."))

    def decisions(self) -> list[LineDecision]:
        return [self._decision(item) for item in self.lines]

    def _decision(self, item: LineView) -> LineDecision:
        number, given = item.content.number, self.cleaned_data
        conditions = (row.strip() for row in str(given[f"conditions-{number}"]).splitlines())
        return LineDecision(
            line=item.content.line,
            outcome=Outcome(given[f"outcome-{number}"]),
            reasons=given[f"reasons-{number}"],
            criteria=tuple(given[f"criteria-{number}"]),
            conditions=tuple(row for row in conditions if row),
            disclosed=given[f"disclosed-{number}"],
            withheld=given[f"withheld-{number}"],
        )
