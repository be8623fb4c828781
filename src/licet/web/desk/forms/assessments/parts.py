"""Days and public summary, themes with commitment and capability, the schedule of procedures."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.assessments.public import (
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    Known,
    ProcedureDraft,
    ProcedureKind,
    ThemeDraft,
    ThemeWord,
    VersionDraft,
)
from licet.evidence.public import Theme
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, VersionedForm, VisibleTextField, offer
from licet.web.desk.presenting.assessments import words

SHORT = {"rows": 2}


class OpenForm(forms.Form):
    destination = forms.ChoiceField(label=_("Destination"), choices=())
    conflict = VisibleTextField(
        label=_("Conflict"),
        help_text=_("Small letters, figures and hyphens, such as sarra-valley: the same word as its incidents bear."),
        max_length=60,
    )
    title = VisibleTextField(label=_("Title"), help_text=_("As people will know it, such as “Kasdara, Sarra valley”."), max_length=300)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        names = sorted(policy.destination_names().items(), key=lambda pair: pair[1])
        offer(self, "destination", [("", gettext("Choose a destination")), *names])


class PartForm(VersionedForm):
    """One part of a draft. ``content`` is what stands now; ``taken`` is what the form makes of it."""

    def __init__(self, *given: Any, content: VersionDraft, **options: Any) -> None:
        self.content = content
        super().__init__(*given, **options)
        self.add_fields()
        self.fields["reason"] = VisibleTextField(
            label=gettext("What did you change, and why?"),
            help_text=gettext("It stands in the record beside your name."),
            max_length=2_000,
            widget=forms.Textarea(attrs=SHORT),
        )
        for name, value in self.standing().items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        """A browser parts lines by two signs; the record keeps one, so that no word seems changed."""
        given = super().clean() or {}
        typed = {name: value for name, value in given.items() if isinstance(value, str)}
        return given | {name: value.replace("\r\n", "\n") for name, value in typed.items()}

    def add_fields(self) -> None:
        """Those that depend on what stands."""

    def standing(self) -> dict[str, Any]:
        """What stands now, by field: to begin from, and to show beside what was typed where the form is stale."""
        raise NotImplementedError

    def taken(self, content: VersionDraft) -> VersionDraft:
        """``content`` with this part as typed."""
        raise NotImplementedError

    def text(self, name: str, label: str, rows: int = 4, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        self.fields[name] = VisibleTextField(label=label, required=False, max_length=20_000, widget=widget, **options)

    def choice(self, name: str, label: str, choices: list[tuple[str, str]], widget: type[forms.Widget] = forms.RadioSelect) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


class DaysForm(PartForm):
    evidence_until = DatePartsField(
        label=_("Until which day was evidence considered?"),
        help_text=_("The cut-off. Incidents of later days stand outside."),
        required=False,
    )
    valid_from = DatePartsField(label=_("From which day does this version speak?"), help_text=_("Not after today."), required=False)
    review_by = DatePartsField(label=_("By which day is it reviewed?"), required=False)

    def add_fields(self) -> None:
        self.text("public_summary", gettext("What the public is told"), 10, help_text=gettext("The register prints these words."))

    def standing(self) -> dict[str, Any]:
        return {name: getattr(self.content, name) for name in ("evidence_until", "valid_from", "review_by", "public_summary")}

    def taken(self, content: VersionDraft) -> VersionDraft:
        given = self.cleaned_data
        return replace(content, **{name: given[name] for name in ("evidence_until", "valid_from", "review_by", "public_summary")})


class ThemesForm(PartForm):
    """Each theme, commitment and capability: a finding and its reasons. What is left open stays unsaid."""

    def add_fields(self) -> None:
        for theme in Theme:
            choices = [(item.value, words.theme_word(item)[0].capitalize()) for item in ThemeWord]
            self.choice(f"finding-{theme.name}", words.theme(theme).capitalize(), choices)
            self.text(f"reasons-{theme.name}", gettext("Reasons: %(what)s") % {"what": words.theme(theme)})
        committed = [(item.value, words.commitment(item)[0].capitalize()) for item in CommitmentWord]
        self.choice("commitment", gettext("Is the recipient committed to comply?"), committed)
        self.text("commitment_reasons", gettext("Reasons: commitment"))
        able = [(item.value, words.capability(item)[0].capitalize()) for item in CapabilityWord]
        self.choice("capability", gettext("Is it capable of complying?"), able)
        self.text("capability_reasons", gettext("Reasons: capability"))

    def standing(self) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for item in self.content.themes:
            said |= {f"finding-{item.theme.name}": item.finding.value, f"reasons-{item.theme.name}": item.reasons}
        for name in ("commitment", "capability"):
            found = getattr(self.content, name)
            if found:
                said |= {name: found.finding.value, f"{name}_reasons": found.reasons}
        return said

    def taken(self, content: VersionDraft) -> VersionDraft:
        given = self.cleaned_data
        themes = tuple(
            ThemeDraft(theme=theme, finding=ThemeWord(given[f"finding-{theme.name}"]), reasons=given[f"reasons-{theme.name}"])
            for theme in Theme
            if given[f"finding-{theme.name}"]
        )
        committed, able = given["commitment"], given["capability"]
        return replace(
            content,
            themes=themes,
            commitment=CommitmentDraft(finding=CommitmentWord(committed), reasons=given["commitment_reasons"]) if committed else None,
            capability=CapabilityDraft(finding=CapabilityWord(able), reasons=given["capability_reasons"]) if able else None,
        )

    def groups(self) -> list[list[Any]]:
        themes = [[self[f"finding-{theme.name}"], self[f"reasons-{theme.name}"]] for theme in Theme]
        return [*themes, [self["commitment"], self["commitment_reasons"]], [self["capability"], self["capability_reasons"]]]


class ProceduresForm(PartForm):
    """The schedule as a table: exists, is used, outcome, evidence."""

    def add_fields(self) -> None:
        known = [(item.value, words.known(item)[0]) for item in Known]
        for kind in ProcedureKind:
            name = words.procedure(kind)
            self.choice(f"exists-{kind.name}", gettext("%(name)s: exists") % {"name": name}, known, forms.Select)
            self.choice(f"used-{kind.name}", gettext("%(name)s: is used") % {"name": name}, known, forms.Select)
            self.text(f"outcome-{kind.name}", gettext("%(name)s: outcome") % {"name": name}, 3)
            self.text(f"evidence-{kind.name}", gettext("%(name)s: evidence") % {"name": name}, 3)

    def standing(self) -> dict[str, Any]:
        known = {item.kind: item for item in self.content.procedures}
        said: dict[str, Any] = {}
        for kind in ProcedureKind:
            item = known.get(kind) or ProcedureDraft(kind=kind)
            said |= {f"exists-{kind.name}": item.exists.value, f"used-{kind.name}": item.used.value}
            said |= {f"outcome-{kind.name}": item.outcome, f"evidence-{kind.name}": item.evidence}
        return said

    def taken(self, content: VersionDraft) -> VersionDraft:
        rows = (self._row(kind) for kind in ProcedureKind)
        kept = {item.kind for item in content.procedures}
        return replace(content, procedures=tuple(row for row in rows if row.kind in kept or row != ProcedureDraft(kind=row.kind)))

    def _row(self, kind: ProcedureKind) -> ProcedureDraft:
        given = self.cleaned_data
        return ProcedureDraft(
            kind=kind,
            exists=Known(given[f"exists-{kind.name}"] or Known.NOT_KNOWN),
            used=Known(given[f"used-{kind.name}"] or Known.NOT_KNOWN),
            outcome=given[f"outcome-{kind.name}"],
            evidence=given[f"evidence-{kind.name}"],
        )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """A row of the table: its name, and the fields of its cells."""
        parts = ("exists", "used", "outcome", "evidence")
        return [(words.procedure(kind).capitalize(), [self[f"{part}-{kind.name}"] for part in parts]) for kind in ProcedureKind]
