"""What lists can be narrowed by. Sent by GET: a filtered list has an address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.casework.public import CaseFilters, CaseStatus, Queue
from licet.decisions.public import ActKind
from licet.licences.public import LicenceStatus
from licet.policy import public as policy
from licet.web.components.forms import offer
from licet.web.desk.forms.holds import ScopeField
from licet.web.desk.presenting import words

QUEUES = {
    Queue.ALL: _("All cases"),
    Queue.MINE: _("My cases"),
    Queue.UNASSIGNED: _("Nobody has taken them"),
    Queue.ADVICE: _("Advice asked of my department"),
    Queue.SIGNATURE: _("For signature"),
    Queue.EXPORTER: _("Awaiting exporter"),
    Queue.REFERRED: _("Referred to the minister"),
}


class CaseFilterForm(forms.Form):
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)

    def __init__(self, *given: Any, officers: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        anything = ("", gettext("Any"))
        statuses = [(item.value, words.case_status(item.value)) for item in CaseStatus if item is not CaseStatus.DRAFT]
        named = sorted(((item.code, item.name) for item in policy.destinations()), key=lambda pair: pair[1])
        self._choose("queue", [(queue.value, text) for queue, text in QUEUES.items()])
        self._choose("status", [anything, *statuses])
        self._choose("destination", [anything, *named])
        self._choose("officer", [anything, *officers])

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        offer(self, name, choices)

    def filters(self) -> CaseFilters:
        """What was asked for; a value that is none of the choices asks for nothing, and the form says so."""
        given = self.cleaned_data if self.is_valid() else {}
        return CaseFilters(
            queue=Queue(given.get("queue") or Queue.ALL.value),
            status=CaseStatus(given["status"]) if given.get("status") else None,
            destination=given.get("destination", ""),
            officer=given.get("officer", ""),
        )


class LicenceFilterForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), required=False)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    scope = ScopeField(label=_("Scope"), required=False, help_text=_("Such as rating=ML15 end-use=operations-x"))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        named = sorted(((item.code, item.name) for item in policy.destinations()), key=lambda pair: pair[1])
        anything = ("", gettext("Any"))
        offer(self, "status", [anything, *((item.value, words.licence_status(item.value)[0]) for item in LicenceStatus)])
        offer(self, "destination", [anything, *named])


class SigningFilterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of act"), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "kind", [("", gettext("Any")), *((item.value, words.act_kind(item.value)) for item in ActKind)])

    def kinds(self) -> list[ActKind]:
        """The kind that was asked for; none means all of them."""
        chosen = self.cleaned_data.get("kind") if self.is_valid() else ""
        return [ActKind(chosen)] if chosen else []
