"""The words that the pages use for what the procedure knows as values."""

from django.utils.translation import gettext as _

from licet.concerns.public import AnswerKind, Climb, Closing, Standing, Status
from licet.web.components.shell import destination_name


def topic(text: str) -> str:
    """“Kasdara”, “case XA-IND 2031/000412”."""
    kind, _colon, value = text.partition(":")
    if kind == "subject":
        return {"policy": _("policy or practice at large"), "conduct": _("somebody’s conduct")}.get(value, value)
    return destination_name(value) if kind == "destination" else f"{_kind(kind)} {value}"


def _kind(kind: str) -> str:
    return {"case": _("case"), "assessment": _("assessment"), "review": _("review"), "licence": _("licence")}.get(kind, kind)


def post(role: str, department: str) -> str:
    """“Head of unit, Licensing Unit”."""
    name = role.replace("-", " ").capitalize()
    return f"{name}, {department}" if department else name


def standing(value: Standing) -> str:
    return {
        Standing.WAITING: _("waits for an answer"),
        Standing.ANSWERED: _("answered, and you have not said whether it answers your point"),
        Standing.ACCEPTED: _("answered"),
        Standing.CONTESTED: _("the answer did not answer it; waits for another"),
    }[value]


def status(value: Status) -> str:
    return {Status.OPEN: _("open"), Status.ANSWERED: _("answered"), Status.CLOSED: _("closed")}[value]


def closing(value: Closing) -> str:
    return {
        Closing.ACCEPTED: _("the person who raised it said that every point is answered"),
        Closing.QUIET: _("answered, and not contested"),
        Closing.CONTESTED: _("answered at the last level, and contested there"),
        Closing.WITHDRAWN: _("withdrawn by the person who raised it"),
    }[value]


def climb(value: Climb) -> str:
    return {
        Climb.OVERDUE: _("there was no answer in time"),
        Climb.CONTESTED: _("the answer did not answer every point"),
        Climb.OF_RIGHT: _("the person who raised it took it further"),
        Climb.NOBODY: _("nobody at that level may handle it"),
    }[value]


def kind(value: AnswerKind) -> str:
    return {AnswerKind.ACT: _("Act"), AnswerKind.REFER: _("Refer"), AnswerKind.DISAGREE: _("Disagree")}[value]
