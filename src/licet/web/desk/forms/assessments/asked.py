"""Assurances with what the record shows since; questions with their answers or without. A row is taken away by emptying it."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from licet.assessments.public import AssuranceDraft, QuestionDraft, VersionDraft
from licet.web.components.forms import DatePartsField, VisibleTextField
from licet.web.desk.forms.assessments.parts import PartForm

BLANK = 2
"""Empty rows below those that stand."""


class _RowsForm(PartForm):
    """Rows that keep their numbers: a conclusion may cite them."""

    def rows(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def numbers(self) -> list[int]:
        known = [item.number for item in self.rows()]
        free = [number for number in range(1, len(known) + BLANK + max(known, default=0) + 1) if number not in known]
        return [*known, *sorted(free)[:BLANK]]

    def day(self, name: str, label: str) -> None:
        self.fields[name] = DatePartsField(label=label, required=False)

    def name(self, name: str, label: str) -> None:
        self.fields[name] = VisibleTextField(label=label, required=False, max_length=300)

    def require_fields(self, number: int, *names: str) -> None:
        """Where a row has words, these fields are needed too."""
        for name in names:
            if not self.cleaned_data.get(f"{name}-{number}") and f"{name}-{number}" not in self.errors:
                self.add_error(f"{name}-{number}", gettext("This is needed beside the words of row %(number)s.") % {"number": number})

    def words_of(self, number: int) -> str:
        return str(self.cleaned_data.get(f"text-{number}") or "").strip()


class AssurancesForm(_RowsForm):
    def rows(self) -> tuple[Any, ...]:
        return self.content.assurances

    def add_fields(self) -> None:
        for number in self.numbers():
            self.text(f"text-{number}", gettext("Assurance %(number)s: what was assured, in its words") % {"number": number}, 3)
            self.name(f"by-{number}", gettext("Assurance %(number)s: by whom") % {"number": number})
            self.day(f"given_on-{number}", gettext("Assurance %(number)s: on which day") % {"number": number})
            self.text(f"since-{number}", gettext("Assurance %(number)s: what the record shows since") % {"number": number}, 3)

    def standing(self) -> dict[str, Any]:
        parts = ("text", "by", "given_on", "since")
        return {f"{part}-{item.number}": getattr(item, part) for item in self.content.assurances for part in parts}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in self.numbers():
            if self.words_of(number):
                self.require_fields(number, "by", "given_on")
        return given

    def taken(self, content: VersionDraft) -> VersionDraft:
        given = self.cleaned_data
        rows = tuple(
            AssuranceDraft(
                number=number,
                text=self.words_of(number),
                by=given[f"by-{number}"],
                given_on=given[f"given_on-{number}"],
                since=given[f"since-{number}"],
            )
            for number in self.numbers()
            if self.words_of(number)
        )
        return replace(content, assurances=rows)

    def groups(self) -> list[list[Any]]:
        return [[self[f"{part}-{number}"] for part in ("text", "by", "given_on", "since")] for number in self.numbers()]


class QuestionsForm(_RowsForm):
    def rows(self) -> tuple[Any, ...]:
        return self.content.questions

    def add_fields(self) -> None:
        for number in self.numbers():
            self.text(f"text-{number}", gettext("Question %(number)s") % {"number": number}, 3)
            self.name(f"asked_of-{number}", gettext("Question %(number)s: asked of whom") % {"number": number})
            self.day(f"asked_on-{number}", gettext("Question %(number)s: asked on which day") % {"number": number})
            self.day(f"answered_on-{number}", gettext("Question %(number)s: answered on which day") % {"number": number})
            self.text(f"answer-{number}", gettext("Question %(number)s: the answer") % {"number": number}, 3)

    def standing(self) -> dict[str, Any]:
        parts = ("text", "asked_of", "asked_on", "answered_on", "answer")
        return {f"{part}-{item.number}": getattr(item, part) for item in self.content.questions for part in parts}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in self.numbers():
            if self.words_of(number):
                self.require_fields(number, "asked_of", "asked_on")
            if bool(given.get(f"answered_on-{number}")) != bool(str(given.get(f"answer-{number}") or "").strip()):
                self.add_error(f"answer-{number}", gettext("Give both the answer and its day, or neither."))
        return given

    def taken(self, content: VersionDraft) -> VersionDraft:
        given = self.cleaned_data
        rows = tuple(
            QuestionDraft(
                number=number,
                text=self.words_of(number),
                asked_of=given[f"asked_of-{number}"],
                asked_on=given[f"asked_on-{number}"],
                answered_on=given[f"answered_on-{number}"],
                answer=given[f"answer-{number}"],
            )
            for number in self.numbers()
            if self.words_of(number)
        )
        return replace(content, questions=rows)

    def groups(self) -> list[list[Any]]:
        parts = ("text", "asked_of", "asked_on", "answered_on", "answer")
        return [[self[f"{part}-{number}"] for part in parts] for number in self.numbers()]
