"""What lists can be narrowed by. Sent by GET: a filtered list has an address."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.casework import public as casework
from licet.casework.public import CaseFilters, CaseStatus, Queue
from licet.decisions.public import ActKind
from licet.licences import public as licences
from licet.licences.public import LicenceFilters, LicenceStatus
from licet.policy import public as policy
from licet.web.components.forms import SearchField, offer
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


_SEARCHED = _("Reference, exporter, party or product")


class CaseFilterForm(forms.Form):
    q = SearchField(label=_SEARCHED)
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)

    def __init__(self, *given: Any, officers: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        anything = ("", gettext("Any"))
        statuses = [(item.value, words.case_status(item.value)) for item in CaseStatus if item is not CaseStatus.DRAFT]
        offer(self, "queue", [(queue.value, text) for queue, text in QUEUES.items()])
        offer(self, "status", [anything, *statuses])
        offer(self, "destination", [anything, *_name_destinations(casework.destinations_in_use())])
        offer(self, "officer", [anything, *officers])

    def filters(self) -> CaseFilters | None:
        """What was asked for; None for a value that is none of the choices, of which the form says so."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        return CaseFilters(
            queue=Queue(asked["queue"] or Queue.ALL.value),
            status=CaseStatus(asked["status"]) if asked["status"] else None,
            destination=asked["destination"],
            officer=asked["officer"],
            search=asked["q"],
        )


def _name_destinations(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, policy.destination_name(code)) for code in codes]


class LicenceFilterForm(forms.Form):
    q = SearchField(label=_SEARCHED)
    status = forms.ChoiceField(label=_("Status"), required=False)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    scope = ScopeField(label=_("Scope"), required=False, help_text=_("Such as rating=ML15 end-use=operations-x"))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        anything = ("", gettext("Any"))
        offer(self, "status", [anything, *((item.value, words.licence_status(item.value)[0]) for item in LicenceStatus)])
        offer(self, "destination", [anything, *_name_destinations(licences.destinations_in_use())])

    def filters(self) -> LicenceFilters | None:
        """What was asked for; None for a value that is none of the choices, of which the form says so."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        status = LicenceStatus(asked["status"]) if asked["status"] else None
        return LicenceFilters(status=status, destination=asked["destination"], scope=asked["scope"], search=asked["q"])


class SigningFilterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of act"), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "kind", [("", gettext("Any")), *((item.value, words.act_kind(item.value)) for item in ActKind)])

    def kinds(self) -> list[ActKind]:
        """The kind that was asked for; none means all of them."""
        chosen = self.cleaned_data.get("kind") if self.is_valid() else ""
        return [ActKind(chosen)] if chosen else []
