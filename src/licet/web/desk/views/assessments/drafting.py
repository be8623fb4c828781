"""Writing a draft, part by part. Whoever changed another part meanwhile is no conflict; the same part shows both."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.assessments import public as assessments
from licet.assessments.public import DraftRevision, VersionDraft
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.web.components.filters import day
from licet.web.desk.acting import act, bound, revision_of, status_of
from licet.web.desk.forms.assessments import (
    AssurancesForm,
    ConclusionForm,
    DaysForm,
    OpenForm,
    PartForm,
    ProceduresForm,
    QuestionsForm,
    ThemesForm,
)
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts
from licet.web.desk.presenting.assessments import coverage, page
from licet.web.desk.reading import takes
from licet.web.desk.views.assessments.reading import view_of

EDITS = officials(Permission.ASSESSMENT_EDIT, Permission.ASSESSMENT_READ)
PREVIEW, REMOVE = "preview", "remove"
PARTS: dict[str, tuple[type[PartForm], str]] = {
    "days": (DaysForm, "form"),
    "themes": (ThemesForm, "groups"),
    "procedures": (ProceduresForm, "procedures"),
    "assurances": (AssurancesForm, "groups"),
    "questions": (QuestionsForm, "groups"),
}


def titles() -> dict[str, str]:
    return {
        "days": _("Days and public summary"),
        "themes": _("Themes, commitment and capability"),
        "procedures": _("Procedures that protect civilians"),
        "assurances": _("Assurances"),
        "questions": _("Questions to the recipient"),
    }


@EDITS
@require_http_methods(["GET", "HEAD", "POST"])
def open_assessment(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), bound(OpenForm, request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made: list[str] = []
        response = act(
            request,
            form,
            lambda: made.append(
                assessments.open_assessment(
                    actor=actor, destination=given["destination"], conflict=given["conflict"], title=given["title"], now=clock.now()
                ).reference
            ),
            done=_("The assessment was opened: write its first version."),
            to=reverse("desk:assessments"),
        )
        if response:
            return HttpResponseRedirect(reverse("desk:assessment-draft", args=made)) if made else response
    return show(request, "assessments/open", {"form": form}, status=status_of(form))


@officials(Permission.ASSESSMENT_READ)
@require_safe
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft as it stands: its parts, what is missing, what must be read before it is concluded."""
    view, actor = view_of(request, reference), actor_of(request)
    latest, today = assessments.latest_revision(view.row), policy.today(clock.now())
    content = latest.to_domain()
    covered = assessments.coverage_now(view.row, latest)
    before = assessments.before_concluding(actor=actor, row=view.row, today=today, latest=latest)
    facts = {
        "head": page.header(view, "draft"),
        "concerns": acts.near(view.row.topics, _("know before you write on; ask the nominated officer")),
        "number": view.row.drafting,
        "begun": view.draft is not None,
        "parts": _parts(view.row.reference, content),
        "before": before,
        "warnings": page.warnings(before.warnings),
        "conclusions": page.conclusions((), content),
        "conclusion_href": [reverse("desk:assessment-conclusion", args=[reference, n]) for n in range(1, len(content.conclusions) + 2)],
        "coverage": coverage.sentence(covered),
        "coverage_bar": coverage.bar(covered, _("Coverage of the draft")),
        "may_edit": actor.may(Permission.ASSESSMENT_EDIT),
        "may_conclude": actor.may(Permission.ASSESSMENT_CONCLUDE),
    }
    return show(request, "assessments/draft", facts)


def _parts(reference: str, content: VersionDraft) -> list[dict[str, str]]:
    """The parts in the order of work, each with what is in it."""
    said = {
        "days": _("evidence until %(day)s") % {"day": day(content.evidence_until)} if content.evidence_until else _("no cut-off yet"),
        "themes": _("%(count)s of 3 themes stated") % {"count": len(content.themes)},
        "procedures": _("%(count)s in the schedule") % {"count": len(content.procedures)},
        "assurances": str(len(content.assurances)),
        "questions": _("%(count)s, %(open)s not answered")
        % {"count": len(content.questions), "open": sum(item.answered_on is None for item in content.questions)},
    }
    incidents = {
        "text": _("Findings of incidents"),
        "href": reverse("desk:assessment-incidents", args=[reference]),
        "words": _("%(count)s findings") % {"count": len(content.incidents)},
    }
    rows = [
        {"text": title, "href": reverse("desk:assessment-part", args=[reference, key]), "words": said[key]}
        for key, title in titles().items()
    ]
    return [incidents, *rows]


@EDITS
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    if name not in PARTS:
        raise NotFound("part of an assessment")
    kind, template = PARTS[name]
    view = view_of(request, reference)
    latest = assessments.latest_revision(view.row)
    form = form_of(kind, request, latest)
    if request.method == "POST" and form.is_valid():
        response = save(request, form, latest, to=reverse("desk:assessment-draft", args=[reference]))
        if response:
            return response
    facts = {"head": page.header(view, "draft"), "form": form, "title": titles()[name]}
    return show(request, f"assessments/edit_{template}", facts, status=status_of(form))


@EDITS
@require_http_methods(["GET", "HEAD", "POST"])
def conclusion(request: HttpRequest, reference: str, ordinal: int) -> HttpResponse:
    """One conclusion: its scope may be tried before anything is saved."""
    view = view_of(request, reference)
    latest = assessments.latest_revision(view.row)
    content = latest.to_domain()
    if not 1 <= ordinal <= len(content.conclusions) + 1:
        raise NotFound("conclusion of this draft")
    quoted = assessments.quoted_versions(content)
    titles = {item.incident: quoted[item.incident_version].title for item in content.incidents}
    form = form_of(ConclusionForm, request, latest, ordinal=ordinal, titles=titles)
    asked, taking = request.POST.get("do", ""), None
    if request.method == "POST":
        valid = form.is_valid()
        scope = form.cleaned_data.get("scope")
        if asked == PREVIEW:
            for name in [name for name in form.errors if name != "scope"]:
                del form.errors[name]
            taking = takes(actor_of(request), scope) if scope is not None and not form.errors else None
        elif valid or (asked == REMOVE and set(form.errors) <= {"finding", "scope"}):
            response = save(
                request, form, latest, to=reverse("desk:assessment-draft", args=[reference]), remove=asked == REMOVE, ordinal=ordinal
            )
            if response:
                return response
    facts = {"head": page.header(view, "draft"), "form": form, "takes": taking, "ordinal": ordinal, "standing": form.item is not None}
    return show(request, "assessments/edit_conclusion", facts, status=status_of(form))


def form_of[F: PartForm](kind: type[F], request: HttpRequest, latest: DraftRevision, **options: Any) -> F:
    return bound(kind, request, content=latest.to_domain(), initial={"version": latest.number}, **options)


def save(
    request: HttpRequest, form: PartForm, latest: DraftRevision, *, to: str, remove: bool = False, **options: Any
) -> HttpResponse | None:
    """Save what the form makes of the draft as it stands now, unless this very part was changed since the form was opened."""
    started = revision_of(form)
    expected = latest.number if _untouched(form, latest, started, options) else started
    content = latest.to_domain()

    def command() -> None:
        taken = form.without(content) if remove and isinstance(form, ConclusionForm) else form.taken(content)
        assessments.draft_version(
            actor=actor_of(request),
            assessment=latest.assessment_id,
            content=taken,
            reason=form.cleaned_data["reason"],
            expected_revision=expected,
            now=clock.now(),
        )

    return act(
        request,
        form,
        command,
        done=_("Saved as a revision of the draft, with your reason."),
        to=to,
        current=lambda: _now(form, latest, options),
    )


def _untouched(form: PartForm, latest: DraftRevision, started: int, options: dict[str, Any]) -> bool:
    """Whether the part that the form shows reads as it did in the revision that the form was opened on."""
    if started == latest.number:
        return True
    base = DraftRevision.objects.filter(assessment=latest.assessment_id, number=started).first()
    return base is not None and _standing(form, base, options) == _standing(form, latest, options)


def _now(form: PartForm, latest: DraftRevision, options: dict[str, Any]) -> dict[str, Any]:
    return _standing(form, assessments.latest_revision(latest.assessment), options) | {"reason": ""}


def _standing(form: PartForm, revision: DraftRevision, options: dict[str, Any]) -> dict[str, Any]:
    return type(form)(content=revision.to_domain(), **options).standing()
