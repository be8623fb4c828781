"""A conclusion of one scope, citing findings of its own version; and concluding the whole."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.assessments.public import SENTENCES, BeforeConcluding, ConclusionDraft, ConclusionFinding, VersionDraft, Warned
from licet.kernel.scope import Scope
from licet.web.components.forms import VersionedForm
from licet.web.desk.forms.assessments.parts import PartForm
from licet.web.desk.forms.holds import SCOPE_HINT, ScopeField
from licet.web.desk.presenting.assessments import words


class ConclusionForm(PartForm):
    """``ordinal`` counts from 1; one beyond the last is a new one."""

    def __init__(self, *given: Any, ordinal: int, **options: Any) -> None:
        self.ordinal = ordinal
        super().__init__(*given, **options)

    @property
    def item(self) -> ConclusionDraft | None:
        return self.content.conclusions[self.ordinal - 1] if self.ordinal <= len(self.content.conclusions) else None

    def add_fields(self) -> None:
        self.fields["scope"] = ScopeField(label=gettext("For which lines?"), help_text=SCOPE_HINT, required=False)
        self.choice(
            "finding", gettext("What do you find?"), [(item.value, words.conclusion(item)[0].capitalize()) for item in ConclusionFinding]
        )
        self.fields["finding"].required = True
        self.text("reasons", gettext("Reasons"), 8)
        self.fields["cites"] = forms.MultipleChoiceField(
            label=gettext("Which findings does it rest on?"),
            help_text=gettext("Findings of this version only."),
            choices=[(item.key, words.finding_named(item.key)) for item in self.content.findings()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.text("considered_against", gettext("What speaks for another finding, and why it does not prevail"), 5)

    def standing(self) -> dict[str, Any]:
        item = self.item
        if item is None:
            return {}
        return {
            "scope": item.scope.to_text(),
            "finding": item.finding.value,
            "reasons": item.reasons,
            "cites": list(item.cites),
            "considered_against": item.considered_against,
        }

    def taken(self, content: VersionDraft) -> VersionDraft:
        given = self.cleaned_data
        scope = given["scope"]
        made = ConclusionDraft(
            scope=scope if isinstance(scope, Scope) else Scope(),
            finding=ConclusionFinding(given["finding"]),
            reasons=given["reasons"],
            cites=tuple(given["cites"]),
            considered_against=given["considered_against"],
        )
        before = content.conclusions[: self.ordinal - 1]
        return replace(content, conclusions=(*before, made, *content.conclusions[self.ordinal :]))

    def without(self, content: VersionDraft) -> VersionDraft:
        """The conclusion taken away."""
        return replace(content, conclusions=(*content.conclusions[: self.ordinal - 1], *content.conclusions[self.ordinal :]))


class ConcludeForm(VersionedForm):
    """Each warning must be ticked as read."""

    warned = forms.MultipleChoiceField(label=_("I have read"), choices=(), widget=forms.CheckboxSelectMultiple, required=False)
    reason = forms.CharField(
        label=_("Why is this version made?"),
        help_text=_("It stands beside the version. Empty: the reason of the last save."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, before: BeforeConcluding, **options: Any) -> None:
        self.before = before
        super().__init__(*given, **options)
        choices = [(code.value, gettext(SENTENCES[code])) for code in Warned if code.value in before.codes]
        if choices:
            self.fields["warned"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["warned"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "warned" in self.fields and set(given.get("warned", [])) != set(self.before.codes):
            self.add_error("warned", gettext("Tick every warning once you have read it."))
        return given
