"""One concern, as somebody answers it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licet.concerns import public as concerns
from licet.concerns.public import ConcernSeen
from licet.kernel.errors import InvalidTransition, LicetError, NotFound
from licet.kernel.permission import Permission
from licet.web.components.access import requires
from licet.web.concerns.forms import AnswersForm, DoneForm, ExtendForm, ReadForm, ReasonForm, WriteForm, add_faults
from licet.web.concerns.opening import actor_of, refused, show, today

handlers = requires(Permission.CONCERN_HANDLE)
UNANSWERED = frozenset({concerns.Standing.WAITING, concerns.Standing.CONTESTED})


@handlers
@require_safe
def handle(request: HttpRequest, concern: str) -> HttpResponse:
    return _show(request, _seen(request, concern))


@handlers
@require_POST
def acknowledge(request: HttpRequest, concern: str) -> HttpResponse:
    seen = _seen(request, concern)
    return _done(request, seen, None, lambda: concerns.acknowledge(actor=actor_of(request), concern=concern, today=today()))


@handlers
@require_POST
def answer(request: HttpRequest, concern: str) -> HttpResponse:
    seen = _seen(request, concern)
    form = AnswersForm(request.POST, numbers=unanswered(seen))

    def act() -> None:
        given, revision = form.answers(), revision_of(form)
        concerns.answer(actor=actor_of(request), concern=concern, answers=given, today=today(), revision=revision)

    return _done(request, seen, form, act, name="answers")


@handlers
@require_POST
def say_done(request: HttpRequest, concern: str, point: int) -> HttpResponse:
    """Say that what was promised of a point was done."""
    seen, form = _seen(request, concern), _doing(point, request.POST)

    def act() -> None:
        said, revision = form.cleaned_data["words"], revision_of(form)
        concerns.say_done(actor=actor_of(request), concern=concern, point=point, words=said, today=today(), revision=revision)

    return _done(request, seen, form, act, name=f"doing_{point}")


@handlers
@require_POST
def extend(request: HttpRequest, concern: str) -> HttpResponse:
    form = ExtendForm(request.POST)

    def act() -> None:
        data = form.cleaned_data
        days, reason, revision = data["days"], data["reason"], revision_of(form)
        concerns.extend(actor=actor_of(request), concern=concern, days=days, reason=reason, today=today(), revision=revision)

    return _done(request, _seen(request, concern), form, act, name="extending")


@handlers
@require_POST
def write(request: HttpRequest, concern: str) -> HttpResponse:
    form = WriteForm(request.POST)

    def act() -> None:
        concerns.write_to_raiser(actor=actor_of(request), concern=concern, words=form.cleaned_data["words"], today=today())

    return _done(request, _seen(request, concern), form, act, name="writing")


@handlers
@require_POST
def name(request: HttpRequest, concern: str) -> HttpResponse:
    """Ask for the name, or agree to a colleague's asking: whichever this person can do now."""
    seen, form = _seen(request, concern), ReasonForm(request.POST)
    command = concerns.agree_to_open_name if "agree to name" in seen.may else concerns.ask_for_name

    def act() -> None:
        command(actor=actor_of(request), concern=concern, reason=form.cleaned_data["reason"], today=today())

    return _done(request, seen, form, act, name="naming")


@handlers
@require_POST
def read_afterwards(request: HttpRequest, concern: str, follow_up: str) -> HttpResponse:
    """Say that a yes was read: that whoever raised it was treated worse."""
    form = _reading(follow_up, request.POST)

    def act() -> None:
        words = form.cleaned_data["words"]
        concerns.read_follow_up(actor=actor_of(request), concern=concern, follow_up=follow_up, words=words, today=today())

    return _done(request, _seen(request, concern), form, act, name=f"reading_{follow_up}")


def unanswered(seen: ConcernSeen) -> tuple[int, ...]:
    return tuple(point.number for point in seen.points if point.standing in UNANSWERED)


def revision_of(form: Any) -> int:
    """The state that the form was opened on; a forged one is none, and so stale."""
    given = str(form.cleaned_data.get("version", ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _reading(follow_up: str, data: Any = None) -> ReadForm:
    """Under ids of its own: a page may have several, beside the box for a question."""
    return ReadForm(data, auto_id=f"id_read_{follow_up}_%s")


def _doing(point: int, data: Any = None, **options: Any) -> DoneForm:
    """Under ids of its own: a page may have one for each point."""
    return DoneForm(data, auto_id=f"id_done_{point}_%s", **options)


def _seen(request: HttpRequest, concern: str) -> ConcernSeen:
    return concerns.access_concern(actor=actor_of(request), concern=concern, today=today())


def _done(request: HttpRequest, seen: ConcernSeen, form: Any, command: Callable[[], None], *, name: str = "") -> HttpResponse:
    """Do it and show the concern again; or show what was typed with what stands now, and why it was refused."""
    if form is None or form.is_valid():
        try:
            command()
        except NotFound:
            raise
        except LicetError as error:
            if form is None:
                raise InvalidTransition(str(error)) from error
            add_faults(form, error)
        else:
            return HttpResponseRedirect(reverse("concerns:handle", args=[seen.concern]))
    return _show(request, seen, form=form, **{name: form})


def _show(request: HttpRequest, seen: ConcernSeen, *, form: Any = None, **given: Any) -> HttpResponse:
    version = {"version": seen.revision}
    asks = "agree to name" in seen.may
    facts: dict[str, Any] = {
        "seen": seen,
        "me": actor_of(request),
        "answers": given.get("answers") or (AnswersForm(initial=version, numbers=unanswered(seen)) if "answer" in seen.may else None),
        "extending": given.get("extending") or (ExtendForm(initial=version) if "extend" in seen.may else None),
        "writing": given.get("writing") or (WriteForm() if "write" in seen.may else None),
        "naming": given.get("naming") or (ReasonForm(initial=version) if asks or "ask for name" in seen.may else None),
        "reading": {each.follow_up: given.get(f"reading_{each.follow_up}") or _reading(each.follow_up) for each in seen.follow_ups},
        "doing": {
            point.number: given.get(f"doing_{point.number}") or _doing(point.number, initial=version)
            for point in seen.promised
            if "say done" in seen.may
        },
        "naming_said": _("Agree that the name is opened") if asks else _("Ask for the name"),
    }
    if form is not None:
        facts["form"] = form
    return show(request, "handle", facts, status=refused(form) if form is not None else 200)
