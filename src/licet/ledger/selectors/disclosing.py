"""From an event to the file that opens one of its fields: the value is looked up among what the event told."""

from licet.kernel.errors import Invalid, NotFound, Refused
from licet.kernel.event import Json
from licet.ledger.domain import InternalEntry, PublishedEntry, read_internal_leaf, read_leaf
from licet.ledger.models import InternalEvent, InternalSalt, Salt
from licet.ledger.selectors.internal import internal_disclosure, is_in_signed_batch
from licet.ledger.selectors.log import checkpoint_over, disclosure, leaf
from licet.platform import outbox

type AnyEvent = PublishedEntry | InternalEntry


def entry(position: int) -> PublishedEntry:
    """The entry of the log at this position. Raises NotFound."""
    return read_leaf(position, leaf(position))


def internal_event(number: int) -> InternalEntry:
    """The internal event with this number. Raises NotFound."""
    data = InternalEvent.objects.filter(number=number).values_list("leaf", flat=True).first()
    if data is None:
        raise NotFound("internal event")
    return read_internal_leaf(number, bytes(data))


def fields_to_open(event: AnyEvent) -> list[str]:
    """The sealed fields of an event whose salts are there."""
    if isinstance(event, PublishedEntry):
        return sorted(Salt.objects.filter(entry_id=event.position).values_list("field", flat=True))
    return sorted(InternalSalt.objects.filter(event_id=event.number).values_list("field", flat=True))


def open_field(event: AnyEvent, field: str) -> bytes:
    """The file that opens this field.

    Raises NotFound where it cannot be opened, Invalid for a field that is not sealed, and Refused while no checkpoint covers the
    event: whoever receives the file could not check it.
    """
    if field not in event.sealed:
        sealed = ", ".join(sorted(event.sealed)) or "none"
        raise Invalid(f"{event.kind} about {event.ref} does not seal {field}. Its sealed fields: {sealed}.", place=field)
    if field not in fields_to_open(event):
        raise NotFound("salt for this field: it was destroyed, and nobody can open the field any more")
    if isinstance(event, PublishedEntry):
        if not checkpoint_over(event.position):
            raise Refused(f"No checkpoint covers entry {event.position} yet. Sign one first: licet log checkpoint --sign.", place="entry")
    elif not is_in_signed_batch(event.number):
        raise Refused(
            f"Internal event {event.number} is not in a signed batch yet: the batch of the hour and the checkpoint after it come "
            "first. Open the field then.",
            place="internal",
        )
    for body in outbox.bodies(kind=event.kind, ref=event.ref, on=event.on):
        if field in body and (file := _file_with(event, field, body[field])):
            return file
    raise NotFound(f"value that {event.kind} about {event.ref} was committed to")


def _file_with(event: AnyEvent, field: str, value: Json) -> bytes | None:
    """The file, if the event was committed to this value: several events of a kind on one day have different ones."""
    try:
        if isinstance(event, PublishedEntry):
            return disclosure(event.position, field, value)
        return internal_disclosure(event.number, field, value)
    except Invalid:
        return None
