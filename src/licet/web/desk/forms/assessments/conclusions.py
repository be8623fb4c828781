"""A conclusion of one scope, citing findings of its own version; and concluding the whole."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.assessments.public import (
    SENTENCES,
    BeforeConcluding,
    ConclusionDraft,
    ConclusionFinding,
    FindingDraft,
    IncidentFindingDraft,
    ToRead,
    VersionDraft,
    Warned,
    must_be_read,
    unread,
)
from licet.kernel.scope import Scope
from licet.web.components.forms import VersionedForm, VisibleTextField, offer
from licet.web.desk.forms.assessments.parts import SHORT, PartForm
from licet.web.desk.forms.holds import SCOPE_HINT, ScopeField
from licet.web.desk.presenting.assessments import words

SEPARATOR: Final = "|"
"""Between the keys of warnings in the hidden field: no reference holds it."""


class ConclusionForm(PartForm):
    """``ordinal`` counts from 1; one beyond the last is a new one. ``titles`` of quoted incidents, by reference, say what may be cited."""

    def __init__(self, *given: Any, ordinal: int, titles: Mapping[str, str] | None = None, **options: Any) -> None:
        self.ordinal, self.titles = ordinal, titles or {}
        super().__init__(*given, **options)

    @property
    def item(self) -> ConclusionDraft | None:
        return self.content.conclusions[self.ordinal - 1] if self.ordinal <= len(self.content.conclusions) else None

    def add_fields(self) -> None:
        hint = f"{SCOPE_HINT} {gettext('Empty: every licence line there is.')}"
        self.fields["scope"] = ScopeField(
            label=gettext("For which lines?"), help_text=hint, required=False, widget=forms.Textarea(attrs=SHORT)
        )
        self.choice(
            "finding", gettext("What do you find?"), [(item.value, words.conclusion(item)[0].capitalize()) for item in ConclusionFinding]
        )
        self.fields["finding"].required = True
        self.text("reasons", gettext("Reasons"), 8, help_text=gettext("A draft is saved without them, and never concluded without them."))
        self.fields["cites"] = forms.MultipleChoiceField(
            label=gettext("Which findings does it rest on?"),
            help_text=gettext("Findings of this version only. “No clear risk” rests on something that was determined."),
            choices=[(item.key, self._choice(item)) for item in self.content.findings()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.text("considered_against", gettext("What speaks for another finding, and why it does not prevail"), 5)

    def _choice(self, item: FindingDraft) -> str:
        """“Orra: drone attack – XA-INC 2026/000062: medical protection – likely breach”."""
        title = self.titles.get(item.incident, "") if isinstance(item, IncidentFindingDraft) else ""
        return " – ".join(filter(None, (title, words.finding_named(item.key), words.found(item)[0])))

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
    """Each kind of warning is ticked as read. ``shown`` are the keys of those that stood on the page: one that came since was not read."""

    warned = forms.MultipleChoiceField(
        label=_("I have read"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick every warning once you have read it.")},
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = VisibleTextField(
        label=_("Why is this version made?"),
        help_text=_("It stands beside the version. Empty: the reason of the last save."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, before: BeforeConcluding, **options: Any) -> None:
        super().__init__(*given, **options)
        self.before = before
        self.initial["shown"] = SEPARATOR.join(item.key for item in before.warnings)
        self._offer(Warned if self.is_bound and before.warnings else _kinds(before.warnings))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ticked, shown = given.get("warned", []), str(given.get("shown", "")).split(SEPARATOR)
        given["read"] = [key for key in shown if key.partition(":")[0] in ticked]
        late = unread(self.before.warnings, shown)
        if late:
            self.add_error(None, must_be_read(late))
        elif ticked and unread(self.before.warnings, given["read"]):
            self.add_error("warned", gettext("Tick every warning once you have read it."))
        return given

    def show_again(self, before: BeforeConcluding) -> None:
        """After a refusal: the warnings as they are now, ticked where nothing was added to what was read."""
        left = {item.code.value for item in unread(before.warnings, self.cleaned_data.get("read", ()))}
        kinds, sent = _kinds(before.warnings), {name: self.data.get(name, "") for name in self.data}
        shown = SEPARATOR.join(item.key for item in before.warnings)
        self.data = {**sent, "shown": shown, "warned": [code.value for code in kinds if code.value not in left]}
        self._offer(kinds)

    def _offer(self, kinds: Iterable[Warned]) -> None:
        choices = [(code.value, gettext(SENTENCES[code])) for code in kinds]
        if not choices:
            self.fields.pop("warned", None)
            return
        self.fields.setdefault("warned", deepcopy(self.base_fields["warned"]))
        offer(self, "warned", choices)
        self.order_fields(["warned"])


class AcceptForm(VersionedForm):
    """Each warning about a basis is accepted for itself, by its key."""

    accepted = forms.MultipleChoiceField(
        label=_("I accept by name that this is missing"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is published next to the conclusion. Whoever concludes accepts it as well, and must be another person."),
    )

    def __init__(self, *given: Any, before: BeforeConcluding, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "accepted", [(item.key, item.place) for item in before.to_accept])


def _kinds(warnings: Iterable[ToRead]) -> list[Warned]:
    there = {item.code for item in warnings}
    return [code for code in Warned if code in there]
