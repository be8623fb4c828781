"""Coming back with a code. It is asked for on every way in, goes into no address, no cookie and no session."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.concerns import public as concerns
from licet.concerns.public import ConcernSeen
from licet.kernel.errors import Invalid, LicetError, NotFound
from licet.web.components.access import public
from licet.web.concerns.forms import CodeForm, FollowUpForm, FurtherForm, VerdictsForm, WordsForm, add_faults
from licet.web.concerns.opening import refused, show, today
from licet.web.concerns.presenting import downloads

AFTERWARDS = "id_afterwards_%s"
REASON = "the code is the only key: whoever holds it may read and answer, and nobody else"


@public(reason=REASON)
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, CodeForm())
    seen, form = _opened(request)
    return _show(request, seen) if seen else _ask(request, form)


@public(reason=REASON)
@require_POST
def verdicts(request: HttpRequest) -> HttpResponse:
    seen, asked = _opened(request)
    if seen is None:
        return _ask(request, asked)
    form = VerdictsForm(request.POST, numbers=_to_judge(seen))

    def act() -> None:
        concerns.give_verdicts(form.cleaned_data["code"], form.verdicts(), form.cleaned_data["words"], today=today())

    return _done(request, seen, "verdicts", form, act, _("What you said of the answers is kept."))


@public(reason=REASON)
@require_POST
def words(request: HttpRequest) -> HttpResponse:
    seen, asked = _opened(request)
    if seen is None:
        return _ask(request, asked)
    form = WordsForm(request.POST)

    def act() -> None:
        concerns.add_words(form.cleaned_data["code"], form.cleaned_data["words"], today=today())

    return _done(request, seen, "adding", form, act, _("Your words are kept with the concern."))


@public(reason=REASON)
@require_POST
def afterwards(request: HttpRequest) -> HttpResponse:
    """Whether anyone treated them worse: asked when its day has come."""
    seen, asked = _opened(request)
    if seen is None:
        return _ask(request, asked)
    form = FollowUpForm(request.POST, auto_id=AFTERWARDS)

    def act() -> None:
        data = form.cleaned_data
        concerns.answer_follow_up(data["code"], data["said"], data["words"], today=today())

    return _done(request, seen, "afterwards", form, act, _("Your answer is kept. Who can read it is said below."))


@public(reason=REASON)
@require_POST
def further(request: HttpRequest) -> HttpResponse:
    return _plain(request, concerns.escalate_as_of_right, _("Your concern is at the next level now."))


@public(reason=REASON)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    return _plain(request, concerns.withdraw, _("Your concern is withdrawn. What was written stays, sealed."))


@public(reason=REASON)
@require_POST
def own_attachment(request: HttpRequest, number: int) -> HttpResponse:
    seen, asked = _opened(request)
    about = next((each for each in seen.attachments if each.number == number), None) if seen else None
    if about is None:
        return _ask(request, asked)
    return downloads.download(about, concerns.attachment_of_raiser(request.POST["code"], number))


def _plain(request: HttpRequest, command: Callable[..., None], said: str) -> HttpResponse:
    """What needs a code and nothing else."""
    seen, asked = _opened(request)
    if seen is None:
        return _ask(request, asked)
    form = FurtherForm(request.POST)
    return _done(request, seen, "further", form, lambda: command(form.cleaned_data["code"], today=today()), said)


def _opened(request: HttpRequest) -> tuple[ConcernSeen | None, CodeForm]:
    """The concern that the code opens; else the form that says it opens none."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            return concerns.come_back(form.cleaned_data["code"], today()), form
        except NotFound:
            form.add_error("code", _("This code opens nothing here. Compare it with what you wrote down, letter by letter."))
        except Invalid as error:
            form.add_error("code", error.message)
    return None, form


def _done(request: HttpRequest, seen: ConcernSeen, name: str, form: Any, command: Callable[[], None], said: str) -> HttpResponse:
    """Do it and show what stands now; or show the form again with what was typed and why it was refused."""
    if form.is_valid():
        try:
            command()
        except LicetError as error:
            add_faults(form, error)
        else:
            return _show(request, concerns.come_back(form.cleaned_data["code"], today()), said=said)
    return _show(request, seen, **{name: form}, form=form)


def _show(request: HttpRequest, seen: ConcernSeen, *, said: str = "", form: Any = None, **given: Any) -> HttpResponse:
    code = request.POST["code"]
    carried = {"code": code}
    facts: dict[str, Any] = {
        "seen": seen,
        "code": code,
        "said": said,
        "verdicts": given.get("verdicts") or (VerdictsForm(initial=carried, numbers=_to_judge(seen)) if "judge" in seen.may else None),
        "adding": given.get("adding") or WordsForm(initial=carried),
        "further": given.get("further") or FurtherForm(initial=carried),
        "afterwards": given.get("afterwards") or (FollowUpForm(initial=carried, auto_id=AFTERWARDS) if seen.asked else None),
    }
    if form is not None:
        facts["form"] = form
    return show(request, "seen", facts, status=refused(form) if form is not None else 200)


def _ask(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return show(request, "back", {"form": form}, status=refused(form))


def _to_judge(seen: ConcernSeen) -> tuple[int, ...]:
    return tuple(point.number for point in seen.points if point.standing is concerns.Standing.ANSWERED)
