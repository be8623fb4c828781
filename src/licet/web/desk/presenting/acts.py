"""An act: who signed, whose turn it is, what a signer is shown, and how far what follows has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.decisions import public as decisions
from licet.decisions.public import (
    Act,
    ActStatus,
    ConcernNotice,
    NearConcerns,
    Shown,
    Signature,
    SignatureFacts,
    SigningRole,
    TopicConcerns,
    next_roles,
)
from licet.platform.outbox import Progress
from licet.policy import public as policy
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import words


@dataclass(frozen=True, slots=True)
class SignatureRow:
    role: str
    name: str
    when: datetime | None
    means: str
    kind: str
    word: str
    why: str
    digest: str
    shown: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act in a list. ``about`` is one line; ``next`` names the role that is due, nobody who signs after it."""

    reference: str
    href: str
    kind: str
    title: str
    about: str
    status: str
    status_kind: str
    proposed_at: datetime
    wanted_on: date
    overdue: bool
    next: str
    due: str


def row(act: Act, due: SigningRole | None = None, today: date | None = None, about: str = "") -> ActRow:
    """``today``, where it is given, says whether an act that waits is past its day; ``about`` says more of it than its title."""
    word, kind = words.act_status(act.status)
    return ActRow(
        reference=act.reference,
        href=reverse("desk:act", args=[act.reference]),
        kind=words.act_kind(act.kind),
        title=act.title,
        about=about,
        status=word,
        status_kind=kind,
        proposed_at=act.proposed_at,
        wanted_on=act.wanted_on,
        overdue=today is not None and act.wanted_on < today,
        next=words.signing_role(SigningRole(act.waits_for)) if act.waits_for else "",
        due=_("you sign as %(role)s") % {"role": words.signing_role(due)} if due else "",
    )


def _given(act: Act) -> list[SignatureFacts]:
    return [item.to_domain() for item in act.signatures.all() if item.voided_at is None]


def signatures(act: Act) -> tuple[SignatureRow, ...]:
    """Those given, in order, then those still asked for."""
    given = [_signature(item) for item in sorted(act.signatures.all(), key=lambda item: item.signed_at)]
    left = next_roles(act.asked(), _given(act)) if act.status == ActStatus.PROPOSED else ()
    return (*given, *(_missing(role, first=place == 0) for place, role in enumerate(left)))


def _signature(item: Signature) -> SignatureRow:
    void = item.voided_at is not None
    return SignatureRow(
        role=words.signing_role(item.role),
        name=item.name,
        when=item.signed_at,
        means=means(item.means),
        kind="barred" if void else "open",
        word=_("void") if void else _("signed"),
        why=item.void_reason,
        digest=item.digest,
        shown=shown_words(item.shown, item.accepts),
        words=item.words,
    )


def _missing(role: SigningRole, *, first: bool) -> SignatureRow:
    """Only the role that is due is asked; the others come after it."""
    kind, word = ("missing", _("asked to sign now")) if first else ("plain", _("signs later"))
    return SignatureRow(words.signing_role(role), "", None, "", kind, word, "", "", "")


def means(value: str) -> str:
    return {"demo": _("demonstration sign-in"), "password": _("password")}.get(value, value)


def shown_words(shown: dict[str, object], accepts: int) -> str:
    """What a signer was shown of open concerns, and of how many licences they accepted that they go on in doubt."""
    if not accepts:
        return concerns_words(shown)
    said = ngettext(
        "accepted of %(count)s licence that it goes on in doubt",
        "accepted of %(count)s licences that they go on in doubt",
        accepts,
    )
    return f"{concerns_words(shown)}; {said % {'count': accepts}}"


def concerns_words(shown: dict[str, object]) -> str:
    """What a signer was shown of open concerns, as frozen with the signature."""
    notices = shown.get("concerns")
    if not isinstance(notices, list):
        return _("concerns: not installed")
    return _("open concerns shown: %(count)s") % {"count": sum(len(item.get("references", (1,))) for item in notices)}


def concerns(shown: Shown, licences: Mapping[str, str]) -> list[dict[str, str]]:
    """What this signer is shown: how many concerns about what, since when, how many joined, whom to ask; never the text.

    ``licences``: of a case or a decision, by reference, the licence of the act that it leads to.
    """
    if not shown.installed:
        words_ = _("Concerns are not installed here, so nobody can say whether one is open. This sentence is frozen with your signature.")
        return [{"kind": "notice", "words": words_}]
    if not shown.notices:
        return [{"kind": "open", "words": _("No concern is open about what this act is about.")}]
    return [{"kind": "notice", "words": _notice(notice, _topic_of(notice.topic, licences))} for notice in shown.notices]


_SHOWN_AT_MOST = 3
"""References named in a sentence; all of them are frozen with the signature."""


def _notice(notice: ConcernNotice, topic: str) -> str:
    said = ngettext(
        "%(count)s concern about %(topic)s, raised on %(day)s, is open (%(references)s): ask the nominated officer before you sign.",
        "%(count)s concerns about %(topic)s, raised on %(day)s, are open (%(references)s): ask the nominated officer before you sign.",
        len(notice.references),
    )
    named, more = notice.references[:_SHOWN_AT_MOST], len(notice.references) - _SHOWN_AT_MOST
    references = listed([*named, *([_("%(count)s more") % {"count": more}] if more > 0 else [])])
    words_ = said % {
        "count": len(notice.references),
        "topic": topic,
        "day": day(date.fromisoformat(notice.day)),
        "references": references,
    }
    return f"{words_} {_joined(notice)}".strip()


def _joined(notice: ConcernNotice) -> str:
    """How many colleagues signed it too, as the daily list has it."""
    return _("Colleagues who joined: %(band)s.") % {"band": joined_words(notice.joined)} if notice.joined else ""


def joined_words(band: str) -> str:
    """“fewer than 5”, “5 to 9”, “100 or more”, in the reader's language."""
    numbers = [word for word in band.split() if word.isdigit()]
    if len(numbers) == 2:
        return _("%(first)s to %(last)s") % {"first": numbers[0], "last": numbers[1]}
    if band.startswith("fewer"):
        return _("fewer than %(count)s") % {"count": numbers[0]}
    return _("%(count)s or more") % {"count": numbers[0]}


def near(topics: Sequence[str], note: str) -> list[dict[str, str]]:
    """Open concerns about these topics, for whoever prepares what somebody will sign or publish: how many about what, since when,
    and how many joined. That they cannot be read is said. ``note`` says what to do. One query."""
    return rows_of(decisions.concerns_near(topics), note)


def rows_of(near: NearConcerns, note: str) -> list[dict[str, str]]:
    """One row for each topic, or one that says why concerns cannot be read."""
    if near.unreadable:
        return [{"kind": "missing", "word": _("concerns"), "words": near.unreadable}]
    return rows_near(near.topics, note)


def rows_near(topics: Iterable[TopicConcerns], note: str) -> list[dict[str, str]]:
    return [
        {
            "kind": "notice",
            "word": _("concern"),
            "words": _counted(item.count)
            % {"count": item.count, "topic": _topic(item.topic), "day": day(date.fromisoformat(item.first_day))},
            "note": note + (f"; {_('colleagues who joined: %(bands)s') % {'bands': listed(bands)}}" if bands else ""),
        }
        for item in topics
        for bands in [[joined_words(band) for band in item.joined]]
    ]


def _counted(count: int) -> str:
    return ngettext(
        "%(count)s open concern is about %(topic)s (since %(day)s)", "%(count)s open concerns are about %(topic)s (first on %(day)s)", count
    )


def _topic(topic: str) -> str:
    kind, _colon, value = topic.partition(":")
    return policy.destination_name(value) if kind == "destination" else f"{kind} {value}"


def _topic_of(topic: str, licences: Mapping[str, str]) -> str:
    """With the licence it leads to: of the thousands that an act may name, the reader must know which one is meant."""
    licence = licences.get(topic.partition(":")[2])
    return _("%(topic)s (licence %(licence)s)") % {"topic": _topic(topic), "licence": licence} if licence else _topic(topic)


def changes(act: Act) -> tuple[str, ...]:
    """What changed, for an act that became void: one difference a line. Acts of earlier versions have one line, of paths and values."""
    if act.status != ActStatus.VOID:
        return ()
    first, *changed = act.closing_words.splitlines()
    return tuple(changed) or (first,)


@dataclass(frozen=True, slots=True)
class Follows:
    what: str
    done: int
    waiting: int
    kind: str
    word: str
    error: str


def follows(items: Iterable[Progress]) -> tuple[Follows, ...]:
    """How far documents, mail, customs and lists have come since the act was completed."""
    return tuple(_follows(item) for item in items)


def _follows(item: Progress) -> Follows:
    kind, word = ("open", _("done")) if not item.waiting else ("missing", _("under way"))
    if item.failing:
        kind, word = "barred", _("failed, tried again")
    return Follows(_subscriber(item.subscriber), item.done, item.waiting, kind, word, item.error)


def _subscriber(name: str) -> str:
    known = {
        "notices.render": _("Letters made into documents"),
        "notices.mail": _("Mail sent"),
        "licences.customs": _("Customs told"),
        "decisions.gate-summary": _("Gates of open cases counted again"),
    }
    return known.get(name, name)
