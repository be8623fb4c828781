"""The start page: what waits for this person, by what they may do."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from licet.casework import public as casework
from licet.casework.public import CaseFilters, Queue
from licet.decisions import public as decisions
from licet.decisions.public import SigningCounts
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import MatchedOn
from licet.web.desk.opening import actor_of, concerns_waiting, every_official, show
from licet.web.desk.presenting import lists, triggers
from licet.web.desk.presenting.holds import hold_row
from licet.web.desk.signing_queue import describe_waiting, waiting_rows
from licet.web.desk.views.assessments.reading import start

ROWS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A queue on the start page: its first rows, how many there are, and what it means that there are none."""

    title: str
    queue: str
    rows: tuple[lists.CaseRow, ...]
    count: int
    href: str
    empty: str
    take: bool = False


@every_official(reason="every official starts here, also one whose work lies elsewhere and who sees no case")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.may(Permission.USER_MANAGE) and not actor.may(Permission.CASE_LIST):
        return HttpResponseRedirect(reverse("desk:people"))
    if not actor.may(Permission.CASE_LIST):
        facts = {"name": actor.name, "roles": sorted(actor.roles), "concerns": concerns_waiting(actor)}
        return show(request, "elsewhere", facts | {"may_correct": actor.may(Permission.FIGURE_CORRECT)})
    queues = _list_queues(actor)
    if actor.may(Permission.ASSESSMENT_EDIT) and not queues:
        return start(request)
    counts = casework.queue_counts(actor=actor, queues={*queues, *_list_tile_queues(actor)})
    today = policy.today(clock.now())
    signing = decisions.signing_counts(actor=actor, today=today)
    waiting = decisions.acts_waiting(actor=actor, limit=ROWS) if signing.mine else None
    holds = decisions.holds_listed(actor=actor).filter(lifted_on=None) if actor.may(Permission.HOLD_READ) else None
    holds_count = holds.count() if holds is not None else 0
    facts = {
        "name": actor.name,
        "roles": sorted(actor.roles),
        "tiles_shown": [*_make_tiles(actor, counts, signing, holds_count), *_make_matches_tile(actor)],
        "signing": waiting_rows(waiting, today, describe_waiting(waiting)) if waiting else [],
        "to_sign": signing.mine,
        "parts": [_make_part(actor, queue, counts) for queue in queues],
        "holds": [hold_row(item) for item in holds[:ROWS]] if holds_count and holds is not None else [],
        "holds_count": holds_count,
        "triggers": _list_overdue_triggers(actor, today),
        "concerns": concerns_waiting(actor),
    }
    return show(request, "home", facts)


def _list_overdue_triggers(actor: Actor, today: date) -> list[dict[str, object]]:
    """Triggers past their day, for those who may take one up. One query."""
    if not actor.may(Permission.REVIEW_OPEN):
        return []
    return [triggers.trigger(item, today) for item in reviews.overdue_triggers(actor=actor, today=today)[:ROWS]]


def _list_queues(actor: Actor) -> list[Queue]:
    """The queues that this person works from: three at the most, so that the page stays quick."""
    wanted = (
        (Queue.REFERRED, actor.may(Permission.DEPARTURE_SIGN)),
        (Queue.MINE, actor.may(Permission.CASE_ASSIGN)),
        (Queue.ADVICE, actor.may(Permission.ADVICE_GIVE)),
        (Queue.UNASSIGNED, actor.may(Permission.CASE_ASSIGN)),
    )
    return [queue for queue, shown in wanted if shown]


def _make_part(actor: Actor, queue: Queue, counts: dict[Queue, int]) -> Part:
    found = casework.case_list(actor=actor, now=clock.now(), filters=CaseFilters(queue=queue), limit=ROWS) if counts[queue] else None
    title, empty = _describe_queue(queue)
    return Part(
        title=title,
        queue=queue.name.lower(),
        rows=tuple(lists.row(item) for item in found.rows) if found else (),
        count=counts[queue],
        href=f"{reverse('desk:cases')}?queue={queue.value.replace(' ', '+')}",
        empty=empty,
        take=queue is Queue.UNASSIGNED,
    )


def _describe_queue(queue: Queue) -> tuple[str, str]:
    """What a queue is called, and what it means that it is empty."""
    return {
        Queue.MINE: (_("My cases"), _("You have none. Take one that nobody has, or wait until a manager gives you one.")),
        Queue.UNASSIGNED: (_("Nobody has taken these"), _("Every case has an officer. A new application appears here when it is sent.")),
        Queue.ADVICE: (
            _("Advice asked of my department"),
            _("Nothing is asked. Questions come here by the routing rules when an application is sent or a line is rated."),
        ),
        Queue.REFERRED: (
            _("Referred to the minister"),
            _("Nothing is referred. Disagreements come here in the words of whoever refers them."),
        ),
    }[queue]


def _list_tile_queues(actor: Actor) -> tuple[Queue, ...]:
    return (Queue.ADVICE if actor.may(Permission.ADVICE_GIVE) else Queue.MINE, Queue.UNASSIGNED, Queue.REFERRED)


def _make_tiles(actor: Actor, counts: dict[Queue, int], signing: SigningCounts, holds: int) -> list[dict[str, object]]:
    """Five figures, the first by what the person is here for."""
    words = {
        Queue.ADVICE: _("asked of my department"),
        Queue.MINE: _("my cases"),
        Queue.UNASSIGNED: _("nobody has taken"),
        Queue.REFERRED: _("with the minister"),
    }
    base = reverse("desk:cases")
    queues = _list_tile_queues(actor)
    tiles = [_make_tile(counts[queue], words[queue], f"{base}?queue={queue.value.replace(' ', '+')}") for queue in queues]
    late = ngettext("%(count)s past its day", "%(count)s past their day", signing.overdue) % {"count": signing.overdue}
    tiles.append(_make_tile(signing.mine, _("for my signature"), reverse("desk:signing")) | {"note": late if signing.overdue else ""})
    return [*tiles, _make_tile(holds, _("holds in force"), reverse("desk:holds"))]


def _make_matches_tile(actor: Actor) -> list[dict[str, object]]:
    """Possible matches, for whoever may settle them. One query."""
    if not actor.may(Permission.HIT_ADJUDICATE):
        return []
    counts = reviews.match_counts(actor=actor)
    live = counts[MatchedOn.LICENCE]
    note = ngettext("%(count)s on a live licence", "%(count)s on live licences", live) % {"count": live} if live else ""
    return [_make_tile(sum(counts.values()), _("possible matches"), reverse("desk:matches")) | {"note": note}]


def _make_tile(figure: int, words: str, href: str) -> dict[str, object]:
    return {"figure": figure, "words": words, "note": "", "links": [{"text": _("open the list"), "href": href}]}
