"""The task list: what is begun, what is done, what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.applications.public import Draft, Fault, Section, faults_of, section_states
from licet.kernel.facts import Role
from licet.platform import clock
from licet.web.portal.presenting import content, words

ROUTES: Final = {
    Section.PRODUCTS: "portal:products",
    Section.PARTIES: "portal:parties",
    Section.END_USE: "portal:end-use",
    Section.ROUTE: "portal:route",
    Section.DOCUMENTS: "portal:documents",
    Section.CHECK: "portal:check",
}
ENTRIES: Final = {Section.PRODUCTS: "portal:product", Section.PARTIES: "portal:party"}
MEND: Final = frozenset({"onward", "return_on"})


def tasks(application: str, draft: Draft, *, editor: bool) -> list[dict[str, Any]]:
    """The six tasks with their states; without links to forms for who may only read."""
    faults = faults_of(draft, clock.now())
    states, titles = section_states(draft, faults), content.titles()
    found = [_task(number, section, titles[section], draft, states[section], faults) for number, section in enumerate(states, 1)]
    found.append(_check_task(faults, titles[Section.CHECK], len(found) + 1))
    for item in found:
        section = item.pop("section")
        item["href"] = reverse(ROUTES[section], args=[application]) if editor or section is Section.CHECK else ""
    return found


def _task(number: int, section: Section, title: str, draft: Draft, state: str, faults: Iterable[Fault]) -> dict[str, Any]:
    own = [fault for fault in faults if fault.section is section]
    return {"section": section, "title": f"{number} {title}", "hint": hint(section, draft), "status": status(state, own)}


def status(state: str, faults: list[Fault]) -> str:
    """*Needs attention* is something entered that cannot stay so; *in progress* is something still to be entered (decision 0110)."""
    if state == "not started":
        return "todo"
    if any((fault.section in ENTRIES and fault.key) or fault.key in MEND for fault in faults):
        return "attention"
    return "started" if faults else "done"


def _check_task(faults: tuple[Fault, ...], title: str, number: int) -> dict[str, Any]:
    missing = ngettext("%(count)s thing is missing", "%(count)s things are missing", len(faults)) % {"count": len(faults)}
    hint_words = missing if faults else _("Nothing is missing: read it once more, then send it.")
    return {"section": Section.CHECK, "title": f"{number} {title}", "hint": hint_words, "status": _("Not ready yet") if faults else "todo"}


def hint(section: Section, draft: Draft) -> str:
    if section is Section.PRODUCTS and draft.products:
        return ngettext("%(count)s product", "%(count)s products", len(draft.products)) % {"count": len(draft.products)}
    if section is Section.PARTIES and draft.parties:
        return ", ".join(f"{words.role(role.value)}: {names}" for role in Role if (names := _names(draft, role)))
    if section is Section.DOCUMENTS and draft.attachments:
        files = sum(bool(item.document) for item in draft.attachments)
        return ngettext("%(count)s file", "%(count)s files", files) % {"count": files}
    return ""


def _names(draft: Draft, role: Role) -> str:
    return ", ".join(party.name for party in draft.parties if party.role == role)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands in the way of sending, why the authority asks, and where it is mended."""

    words: str
    why: str
    href: str


def missing(application: str, draft: Draft, *, editor: bool) -> list[Missing]:
    return [Missing(fault.message, fault.why, mend(application, fault) if editor else "") for fault in faults_of(draft, clock.now())]


def mend(application: str, fault: Fault) -> str:
    """The page on which a fault is mended, at its field."""
    if fault.section in ENTRIES and fault.key:
        return reverse(ENTRIES[fault.section], args=[application, fault.key])
    base = reverse(ROUTES[fault.section], args=[application])
    fields = {"text", "military", "informed", "onward_known", "start", "temporary", "return_on"}
    return f"{base}#id_{fault.key}" if fault.key in fields else base
