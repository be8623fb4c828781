"""What is signed, as a page somebody can read: facts, versions, and every text that the digest covers."""

from collections.abc import Callable, Iterator, Mapping

from licet.decisions.public import ActKind
from licet.web.desk.presenting.signed import case, licences, published, rules
from licet.web.desk.presenting.signed.assessed import named as assessments_in
from licet.web.desk.presenting.signed.assessed import outside
from licet.web.desk.presenting.signed.parts import Body, Known, Row, Section, departure_words

__all__ = ["Body", "Known", "Row", "Section", "assessments_in", "departure_words", "outside", "people_in", "sections"]


def people_in(body: Body) -> set[str]:
    """Actor ids that a signed part names."""
    return {str(item["by"]) for item in body.get("advice", ())}


def sections(body: Body, known: Known) -> tuple[Section, ...]:
    """The signed part of any act, in the order in which a signer should read it."""
    kind = ActKind(str(body["kind"]))
    return tuple(_READERS[kind](body, known))


_READERS: Mapping[ActKind, Callable[[Body, Known], Iterator[Section]]] = {
    ActKind.DECIDE: case.decide,
    ActKind.SUSPEND: licences.status,
    ActKind.REINSTATE: licences.status,
    ActKind.REVOKE: licences.status,
    ActKind.PLACE_HOLD: rules.hold,
    ActKind.LIFT_HOLD: rules.lift,
    ActKind.DEPART: rules.depart,
    ActKind.REVIEW: licences.review,
    ActKind.CORRECT: published.change,
    ActKind.EXCLUDE: published.change,
}
