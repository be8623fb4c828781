"""Findings criterion by criterion: the answers bear the words of each criterion's own test."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.casework.public import AdviceDraft, AdviceView, Finding
from licet.policy.public import Clause
from licet.web.components.forms import ReasonsField, VisibleTextField
from licet.web.desk.presenting import words

FOUND, SENT_BACK = "found", "sent back"


def _number(given: Any) -> int:
    text = str(given or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class FindingsForm(forms.Form):
    """For each key (“2a”, or “1-2a” with a line's number) a finding, reasons and the version it started from.

    Answers left empty, or left as they stood, are not sent.
    """

    conditions = True

    def __init__(self, *given: Any, asked: Mapping[str, tuple[str, Clause]], standing: Mapping[str, AdviceView], **options: Any) -> None:
        super().__init__(*given, **options)
        self.asked, self.standing = asked, standing
        for key, (_line, clause) in asked.items():
            self._add(key, clause, standing.get(key))

    def _add(self, key: str, clause: Clause, standing: AdviceView | None) -> None:
        self.fields[f"finding-{key}"] = forms.ChoiceField(
            label=self.label(key, clause),
            help_text=clause.question or "",
            choices=words.finding_words(clause.test),
            widget=forms.RadioSelect,
            required=False,
            initial=standing.finding.value if standing else None,
        )
        asked_for = " · ".join(clause.reasons)
        self.fields[f"reasons-{key}"] = VisibleTextField(
            label=gettext("Reasons on criterion %(code)s") % {"code": clause.code},
            help_text=gettext("Say: %(what)s") % {"what": asked_for} if asked_for else "",
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=20_000,
            required=False,
            initial=standing.reasons if standing else "",
        )
        if self.conditions:
            self.fields[f"conditions-{key}"] = VisibleTextField(
                label=gettext("Conditions that would answer it, criterion %(code)s") % {"code": clause.code},
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=20_000,
                required=False,
                initial=standing.conditions if standing else "",
            )
        self.fields[f"from-{key}"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=standing.number if standing else 0)

    def label(self, key: str, clause: Clause) -> str:
        return f"{clause.code} {clause.title}"

    def groups(self) -> list[list[Any]]:
        """The bound fields of each criterion together, for the page."""
        names = ("finding", "reasons", *(["conditions"] if self.conditions else []), "from")
        return [[self[f"{name}-{key}"] for name in names] for key in self.asked]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key in self.asked:
            finding, reasons = given.get(f"finding-{key}"), str(given.get(f"reasons-{key}") or "").strip()
            if finding and not reasons:
                self.add_error(f"reasons-{key}", gettext("Write your reasons: the finding stands on them."))
            elif reasons and not finding and f"finding-{key}" not in self.errors:
                self.add_error(f"finding-{key}", gettext("You give reasons: choose the finding that they are for."))
        return given

    def drafts(self) -> list[AdviceDraft]:
        """What is new or changed."""
        return [draft for key in self.asked if (draft := self._draft(key)) is not None]

    def _draft(self, key: str) -> AdviceDraft | None:
        given, (line, clause), standing = self.cleaned_data, self.asked[key], self.standing.get(key)
        finding, reasons, conditions = (str(given.get(f"{name}-{key}") or "").strip() for name in ("finding", "reasons", "conditions"))
        if not finding:
            return None
        started_from = _number(given.get(f"from-{key}"))
        same = standing and (standing.finding, standing.reasons, standing.conditions) == (Finding(finding), reasons, conditions)
        if same and standing and standing.number == started_from:
            return None
        return AdviceDraft(
            line=line,
            criterion=clause.code,
            finding=Finding(finding),
            reasons=reasons,
            conditions=conditions,
            started_from=started_from,
        )


class AdviceForm(FindingsForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not self.drafts():
            raise forms.ValidationError(gettext("Nothing is new: answer at least one criterion, or change an answer."))
        return given


class SettleForm(FindingsForm):
    """The minister's answer: findings that stand alone from now on, or words that send the question back."""

    conditions = False
    version = forms.CharField(widget=forms.HiddenInput, max_length=64)
    how = forms.ChoiceField(
        label=_("What do you do?"),
        choices=((FOUND, _("I find as follows, and that stands")), (SENT_BACK, _("I send it back to the departments with my words"))),
        widget=forms.RadioSelect,
    )
    words = ReasonsField(label=_("Your words"), help_text=_("They stand in the record, and the departments read them."))

    def __init__(self, *given: Any, lines: Mapping[str, str], **options: Any) -> None:
        self.lines = lines
        super().__init__(*given, **options)

    def label(self, key: str, clause: Clause) -> str:
        number = key.partition("-")[0]
        return gettext("Line %(number)s, criterion %(code)s: %(title)s") % {"number": number, "code": clause.code, "title": clause.title}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("how") == FOUND and not self.errors and not self.drafts():
            raise forms.ValidationError(gettext("You chose to find: answer at least one criterion, or send it back."))
        return given

    def findings(self) -> Sequence[AdviceDraft]:
        return self.drafts() if self.cleaned_data["how"] == FOUND else ()


def asked_of(line: str, codes: Iterable[str], clauses: Mapping[str, Clause]) -> dict[str, tuple[str, Clause]]:
    """What :class:`AdviceForm` asks of one line."""
    return {code: (line, clauses[code]) for code in codes}
