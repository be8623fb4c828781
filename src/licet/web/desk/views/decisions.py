"""The frozen record of a decision as a page, and as one file that anybody checks offline."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.decisions import public as decisions
from licet.decisions.public import Decision
from licet.kernel.permission import Permission
from licet.web.components.filters import listed, moment
from licet.web.desk.converters import Reference
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts, concluded, signed, words
from licet.web.desk.views.acts import known_of
from licet_verify import canonical


@officials(Permission.DECISION_READ)
@require_safe
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    row = decisions.access_decision(actor=actor_of(request), reference=reference)
    body: Any = canonical.loads(row.record.signed_part)
    envelope: Any = canonical.loads(row.record.envelope)
    facts = {
        "decision": row,
        "kind": words.act_kind(row.kind),
        "outcomes": [
            {"line": f"{item.line.number}: {item.line.name}", "outcome": words.outcome(item.outcome), "criteria": listed(item.criteria)}
            for item in row.outcomes.all()
        ],
        "sections": _sections(row, body),
        "signatures": [_signature(item) for item in envelope["signatures"]],
        "envelope": _envelope(envelope),
        "check": _check(row),
        "command": f"python3 licet_verify.pyz record {file_name(row)}",
    }
    return show(request, "decision", facts)


def _sections(row: Decision, body: Any) -> tuple[signed.Section, ...]:
    if row.case_id:
        return signed.sections(body, known_of(body, row.record.signed_part))
    inner = row.act.signed_part  # a licence's record names its act's signed part as a text
    departure = body.get("departure")
    own = (
        signed.Row(_("Licence"), str(body["licence"])),
        signed.Row(_("From"), words.licence_status(str(body["from"]))[0]),
        signed.Row(_("To"), words.licence_status(str(body["to"]))[0]),
        *([signed.Row(_("By departure"), signed.departure_words(departure["reference"], departure["passes"]))] if departure else []),
        signed.Row(_("Under the act"), str(body["act"]["reference"])),
    )
    whole: Any = canonical.loads(inner)
    return (signed.Section(_("This licence"), own), *signed.sections(whole, known_of(whole, inner)))


def _signature(item: Any) -> dict[str, Any]:
    return {
        "role": words.signing_role(item["role"]),
        "name": item["name"],
        "when": datetime.fromisoformat(item["signed_at"]),
        "means": acts.means(item["means"]),
        "shown": acts.shown_words(item["shown"], item.get("accepts_in_doubt", 0)),
        "words": item.get("words", ""),
        "digest": item["digest"],
    }


def _envelope(envelope: Any) -> list[dict[str, str]]:
    evidence = envelope["evidence"]
    rows = [(_("Decided at"), moment(datetime.fromisoformat(envelope["decided_at"]))), (_("Assessment"), evidence["assessment"])]
    if evidence["age_days"] is None:
        rows.append((_("Age of the evidence"), _("not applicable: no central assessment")))
    for item in evidence.get("assessments", ()):
        key = _("Evidence of %(assessment)s v%(number)s, on the day of signing")
        aged = concluded.aged(date.fromisoformat(item["evidence_until"]), item["age_days"])
        outside = item.get("after_cutoff", 0)  # records of before this was counted have none
        rows.append((key % item, f"{aged} · {concluded.after_cutoff(outside)}" if outside else aged))
    if screened := envelope.get("screening"):  # records of before this was kept have none
        at, lists = screened["compared_at"], listed(screened["lists"]) or _("no list")
        rows.append((_("Parties last compared"), f"{moment(datetime.fromisoformat(at))}, {lists}" if at else _("never")))
    return [{"key": key, "value": str(value), "href": "", "action": ""} for key, value in rows]


def _check(row: Decision) -> list[dict[str, str]]:
    href = reverse("desk:record", args=[row.reference])
    return [
        {"key": _("Digest of what was signed"), "value": f"sha256:{row.signed_digest}", "href": ""},
        {"key": _("Digest of the envelope"), "value": f"sha256:{row.envelope_digest}", "href": ""},
        {"key": _("The record as one file"), "value": file_name(row), "href": href},
        {"key": _("The program that checks it"), "value": "licet_verify.pyz", "href": "/log/licet_verify.pyz"},
    ]


def file_name(row: Decision) -> str:
    return f"{Reference().to_url(row.reference)}.json"


@officials(Permission.DECISION_READ)
@require_safe
def record(request: HttpRequest, reference: str) -> HttpResponse:
    row = decisions.access_decision(actor=actor_of(request), reference=reference)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(row)}"', "Cache-Control": "private, no-store"}
    return HttpResponse(decisions.record_file(row), content_type="application/json", headers=headers)
