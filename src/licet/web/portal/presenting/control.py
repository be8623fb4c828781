"""Looking something up in the control list, by code or by words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from licet.kernel.errors import Invalid
from licet.kernel.rating import RatingCode
from licet.platform import clock
from licet.policy import public as policy

MOST = 40


@dataclass(frozen=True, slots=True)
class EntryRow:
    code: str
    title: str
    ratable: bool


@dataclass(frozen=True, slots=True)
class Found:
    """``rows`` are at most ``MOST`` of ``total``; ``note`` says what was looked for and what a code stands under."""

    rows: tuple[EntryRow, ...]
    total: int
    note: str


def entries(words: str, code: str = "") -> Found:
    """Entries in force today under a code, or with all of these words in their titles; without either, the whole list's heads."""
    asked = " ".join((words or code).split())[:100]
    today = policy.today(clock.now())
    held = [entry for entry in policy.control_list().entries if not _ended(entry, today)]
    under = _code(asked)
    if under:
        rows = [entry for entry in held if under.holds(entry.code) or entry.code.holds(under)]
    else:
        rows = [entry for entry in held if all(word in f"{entry.code} {entry.title}".casefold() for word in asked.casefold().split())]
    shown = tuple(EntryRow(str(entry.code), entry.title, entry.ratable) for entry in rows[:MOST])
    return Found(shown, len(rows), _("“%(asked)s” in the control list") % {"asked": asked} if asked else _("The control list"))


def _ended(entry: policy.Entry, today: date) -> bool:
    return bool((entry.first_day and entry.first_day > today) or (entry.last_day and entry.last_day < today))


def _code(text: str) -> RatingCode | None:
    """A code that the list knows; words such as “lens” are none, even where they look like one."""
    try:
        code = RatingCode.parse(text)
    except Invalid:
        return None
    known = {entry.code for entry in policy.control_list().entries}
    return code if any(each in known for each in (code, *code.parents)) else None
