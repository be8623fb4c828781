"""Findings of incidents as a table: for each incident a row per rule. Built for a long evening: nothing typed is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext

from licet.assessments.public import Breach, IncidentFindingDraft, Insufficiency, VersionDraft
from licet.evidence.public import IhlRule
from licet.web.desk.forms.assessments.parts import PartForm
from licet.web.desk.presenting.assessments import words

PARTS = ("rule", "finding", "why", "reasons")
MOST_RULES = len(IhlRule)


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident on the page: its newest version, and what the table says of it."""

    reference: str
    version: str
    number: int
    title: str
    words: str
    href: str = ""
    set_aside: bool = False


class IncidentsForm(PartForm):
    """``shown`` are the incidents of this page; ``more`` how many rows each had when the page was sent."""

    def __init__(self, *given: Any, shown: Sequence[Shown], more: Mapping[str, int], **options: Any) -> None:
        self.shown, self.more = shown, more
        super().__init__(*given, **options)

    def found(self, reference: str) -> list[IncidentFindingDraft]:
        return [item for item in self.content.incidents if item.incident == reference]

    def rows_of(self, item: Shown) -> int:
        return min(max(len(self.found(item.reference)), self.more.get(item.reference, 1), 1), MOST_RULES)

    def names(self) -> list[tuple[Shown, str]]:
        """Each row of the table: its incident, and the ending of its fields' names."""
        return [(item, f"{item.version}-{place}") for item in self.shown for place in range(self.rows_of(item))]

    def add_fields(self) -> None:
        rules = [("", gettext("choose a rule")), *((item.value, words.rule(item)) for item in IhlRule)]
        found = [("", gettext("no finding")), *((item.value, words.breach(item)[0]) for item in Breach)]
        reasons = [("", gettext("–")), *((item.value, words.why(item.value)) for item in Insufficiency)]
        for item, name in self.names():
            of = {"incident": item.title or item.reference}
            self.choice(f"rule-{name}", gettext("Rule: %(incident)s") % of, rules, forms.Select)
            self.choice(f"finding-{name}", gettext("Finding: %(incident)s") % of, found, forms.Select)
            self.choice(f"why-{name}", gettext("Why the evidence does not suffice: %(incident)s") % of, reasons, forms.Select)
            self.text(f"reasons-{name}", gettext("Reasons: %(incident)s") % of, 3)
        for item in self.moved():
            label = gettext("Quote version %(number)s of it") % {"number": item.number}
            self.fields[f"newest-{item.version}"] = forms.BooleanField(label=label, required=False)

    def moved(self) -> list[Shown]:
        """Incidents quoted in an older version than there is; one that was set aside is not quoted anew."""
        there = [item for item in self.shown if not item.set_aside]
        return [item for item in there if any(row.incident_version != item.version for row in self.found(item.reference))]

    def standing(self) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for item in self.shown:
            for place, row in enumerate(self.found(item.reference)):
                name = f"{item.version}-{place}"
                said |= {f"rule-{name}": row.rule.value, f"finding-{name}": row.finding.value, f"reasons-{name}": row.reasons}
                said[f"why-{name}"] = row.why.value if row.why else ""
        return said

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for _item, name in self.names():
            rule, finding, why, reasons = (str(given.get(f"{part}-{name}") or "").strip() for part in PARTS)
            if (finding or reasons) and not rule:
                self.add_error(f"rule-{name}", gettext("Choose the rule that the finding is about."))
            if rule and not finding:
                self.add_error(f"finding-{name}", gettext("Choose a finding, or take the rule away."))
            if (finding == Breach.INSUFFICIENT.value) != bool(why):
                said = gettext("Say why the evidence does not suffice.") if finding == Breach.INSUFFICIENT.value else ""
                self.add_error(f"why-{name}", said or gettext("A reason is for insufficient evidence only."))
            if finding and finding != Breach.NOT_YET.value and not reasons:
                self.add_error(f"reasons-{name}", gettext("Write your reasons: the finding stands on them."))
        return given

    def taken(self, content: VersionDraft) -> VersionDraft:
        """Findings of other pages stay as they stand."""
        here = {item.reference for item in self.shown}
        kept = [item for item in content.incidents if item.incident not in here]
        quotes = {row.incident: row.incident_version for row in self.content.incidents}
        for item, name in self.names():
            rule, finding, why, reasons = (str(self.cleaned_data.get(f"{part}-{name}") or "").strip() for part in PARTS)
            if rule and finding:
                newest = self.cleaned_data.get(f"newest-{item.version}") or item.reference not in quotes
                kept.append(
                    IncidentFindingDraft(
                        incident=item.reference,
                        incident_version=item.version if newest else quotes[item.reference],
                        rule=IhlRule(rule),
                        finding=Breach(finding),
                        why=Insufficiency(why) if why else None,
                        reasons=reasons,
                    )
                )
        return replace(content, incidents=tuple(kept))

    def groups(self) -> list[dict[str, Any]]:
        """For each incident its rows of fields, and the box by which its newest version is quoted."""
        moved = {item.reference for item in self.moved()}
        groups = []
        for item in self.shown:
            rows = [[self[f"{part}-{item.version}-{place}"] for part in PARTS] for place in range(self.rows_of(item))]
            box = self[f"newest-{item.version}"] if item.reference in moved else None
            groups.append({"item": item, "rows": rows, "newest": box, "full": len(rows) >= MOST_RULES})
        return groups
