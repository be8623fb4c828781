"""What is to be signed, and signing it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licet.applications.public import lines_of, parties_of
from licet.assessments import public as assessments
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, ActStatus, SigningRole, Whose
from licet.kernel.permission import Permission
from licet.licences import public as licences
from licet.people.public import names_of
from licet.platform import clock, outbox
from licet.policy import public as policy
from licet.web.components.access.signer import signer
from licet.web.components.tables import Pages, with_query
from licet.web.desk.acting import act as carry_out
from licet.web.desk.acting import status_of
from licet.web.desk.forms import ReturnForm, SignForm, SigningFilterForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts, signed
from licet.web.desk.presenting.corrections import figure_rows
from licet.web.desk.presenting.signed import in_short
from licet.web.desk.signing_queue import describe_waiting, waiting_rows
from licet_verify import canonical

FIRST = 100
"""Licences and decisions of a bulk act that its page shows in tables; how many there are is said beside them."""

ROWS = {Whose.MINE: 25, Whose.OTHERS: 10}
"""Rows on a page of either list of the signing queue."""


@officials(Permission.DECISION_READ)
@require_safe
def signing(request: HttpRequest) -> HttpResponse:
    """What waits for this person's signature, and what waits for somebody else's: a page of each, what is wanted first comes first."""
    actor, today = actor_of(request), policy.today(clock.now())
    form = SigningFilterForm(request.GET)
    kinds = form.kinds()
    counts = decisions.signing_counts(actor=actor, today=today, kinds=kinds)
    others = decisions.count_acts_waiting(actor=actor, kinds=kinds) - counts.mine
    facts: dict[str, Any] = {
        "filters": form,
        "narrowed": bool(kinds),
        "counts": counts,
        **_waiting(request, {Whose.MINE: counts.mine, Whose.OTHERS: others}, kinds),
    }
    return show(request, "signing", facts)


def _waiting(request: HttpRequest, counts: Mapping[Whose, int], kinds: Sequence[ActKind]) -> dict[str, Any]:
    """A page of each list in which something waits, each with a place of its own in the address."""
    actor, today = actor_of(request), policy.today(clock.now())
    after = {whose: request.GET.get(_cursor(whose)) for whose in counts}
    found = {
        whose: decisions.acts_waiting(actor=actor, whose=whose, kinds=kinds, after=after[whose], limit=ROWS[whose])
        for whose, count in counts.items()
        if count
    }
    about = describe_waiting(*found.values())
    return {
        whose.value: {
            "rows": waiting_rows(page, today, about),
            "pages": Pages(
                shown=len(page.rows),
                total=counts[whose],
                previous=with_query(request.GET, **{_cursor(whose): None}) if after[whose] else None,
                next=with_query(request.GET, **{_cursor(whose): page.after}) if page.after else None,
            ),
        }
        for whose, page in found.items()
    }


def _cursor(whose: Whose) -> str:
    return f"{whose.value}-after"


@officials(Permission.DECISION_READ)
@require_safe
def act(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, decisions.access_act(actor=actor_of(request), reference=reference))


def _page(request: HttpRequest, row: Act, *, sign: SignForm | None = None, back: ReturnForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    role = decisions.due_role(actor=actor, act=row)
    shown = decisions.concerns_about(row) if role else None
    form = sign or back
    facts: dict[str, Any] = {
        "act": acts.row(row, role),
        "digest": row.digest,
        "case": row.case,
        "in_short": _in_short(row),
        "figures": figure_rows(decisions.figures_before_and_after(row)) if row.kind in decisions.PUBLISHED_CHANGES else None,
        "sections": _sections(row),
        "outside": _outside(row) if row.status == ActStatus.PROPOSED else [],
        "signatures": acts.signatures(row),
        "concerns": acts.concerns(shown, _led_to(row, shown)) if shown else (),
        "sign": sign or (_sign_form(row, role, shown) if shown else None),
        "refusable": row.kind == ActKind.DEPART,
        "back_form": back or (ReturnForm() if row.status == ActStatus.PROPOSED and actor.may(Permission.ACT_RETURN) else None),
        "changes": acts.changes(row),
        "closing": row.closing_words if row.status == ActStatus.RETURNED else "",
        **_after(row),
    }
    if form is not None:
        facts["form"] = form
    return show(request, "act", facts, status=status_of(form) if form else 200)


def _led_to(row: Act, shown: decisions.Shown) -> dict[str, str]:
    """Of the cases and decisions that signers are told of, the licence of this act that each leads to."""
    named: Any = canonical.loads(row.signed_part)
    found = [item["reference"] for item in named.get("licences", ())]
    return licences.leading_to(found) if found and any(notice.topic.startswith("case:") for notice in shown.notices) else {}


def _sign_form(row: Act, role: SigningRole | None, shown: decisions.Shown) -> SignForm:
    initial = {"digest": row.digest, "shown": json.dumps(shown.to_json())}
    return SignForm(initial=initial, must_say=decisions.must_say(ActKind(row.kind), role), in_doubt=decisions.in_doubt(row))


def _sections(row: Act) -> tuple[signed.Section, ...]:
    """The signed part with its texts: three queries for a case's, one for others."""
    body: Any = canonical.loads(row.signed_part)
    return signed.sections(body, known_of(body, row.signed_part))


def _in_short(row: Act) -> in_short.InShort | None:
    """What a signer must know first; None for an act whose text says it all in the open. Three queries at most."""
    body: Any = canonical.loads(row.signed_part)
    if row.case:
        version = body["application"]["version"]
        return in_short.decision(body, row.case.organisation.name, lines_of([version]), parties_of([version]))
    if "licences" in body:
        references = [item["reference"] for item in body["licences"]]
        return in_short.over_licences(body, licences.summarise_licences(references[:FIRST]), licences.add_up_licences(references))
    if row.kind == ActKind.LIFT_HOLD:
        return in_short.lifting(decisions.Hold.objects.get(reference=body["hold"]))
    return None


def _outside(row: Act) -> list[str]:
    """What happened after the cut-off of the assessments that are signed for: nothing that is signed considers it. One query at most."""
    body: Any = canonical.loads(row.signed_part)
    versions = [item["version"] for item in signed.assessments_in(body)]
    return signed.outside(body, assessments.evidence_after_cutoff(versions)) if versions else []


def known_of(body: Any, *texts: str) -> signed.Known:
    """Texts, people and lines that a signed part names."""
    named = decisions.texts_named(*texts)
    if body.get("kind") != ActKind.DECIDE.value or "application" not in body:
        return signed.Known(named)
    lines = {item.pk: f"{_('Line')} {item.number}: {item.name}" for item in lines_of([body["application"]["version"]])}
    return signed.Known(named, names_of(signed.people_in(body)), lines)


def _after(row: Act) -> dict[str, Any]:
    """What the act brought about, and how far what follows has come."""
    if row.status != ActStatus.DONE:
        return {"decisions": (), "made": 0, "follows": ()}
    made = row.decisions.order_by("reference")
    return {"decisions": list(made[:FIRST]), "made": made.count(), "follows": acts.follows(outbox.progress(row.reference))}


@officials(Permission.DECISION_READ)
@require_POST
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign in the role that is due. Who signs is who is signed in, whatever the form says."""
    row = decisions.access_act(actor=actor_of(request), reference=reference)
    must_say = decisions.must_say(ActKind(row.kind), decisions.due_role(actor=actor_of(request), act=row))
    form = SignForm(request.POST, must_say=must_say, in_doubt=decisions.in_doubt(row))
    if not form.is_valid():
        return _page(request, row, sign=form)
    digest, words, shown = form.cleaned_data["digest"], form.cleaned_data["why"], form.seen()
    done = decisions.sign_act(
        signer=signer(request), act=row.pk, digest=digest, shown=shown, now=clock.now(), words=words, accepts=form.accepted()
    )
    _say(request, done)
    return HttpResponseRedirect(reverse("desk:act", args=[reference]))


def _say(request: HttpRequest, done: decisions.Signed) -> None:
    if done.voided:
        messages.warning(request, _("Nothing was signed: what it stands on changed since it was proposed. Earlier signatures are void."))
    elif done.complete:
        messages.success(request, _("You signed, and it is done. What follows is shown below."))
    else:
        messages.success(request, _("You signed. It waits for the next signature."))


@officials(Permission.ACT_RETURN, Permission.DECISION_READ)
@require_POST
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it back to who proposed it, or refuse a departure, with words."""
    actor = actor_of(request)
    row = decisions.access_act(actor=actor, reference=reference)
    form = ReturnForm(request.POST)
    refused = row.kind == ActKind.DEPART and request.POST.get("do") == "refuse"
    if form.is_valid():
        response = carry_out(
            request,
            form,
            lambda: decisions.return_act(actor=actor, act=row.pk, words=form.cleaned_data["words"], now=clock.now(), refused=refused),
            done=_("You refused it. Your words stand in the record.") if refused else _("It was sent back with your words."),
            to=reverse("desk:act", args=[reference]),
        )
        if response:
            return response
    return _page(request, row, back=form)
