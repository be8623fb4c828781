"""What the exporter sent, version by version, with the words that each changed in the one before."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from licet.applications.public import Draft, Version, draft_of
from licet.kernel.difference import word_difference
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.presenting import lines, words


def versions(sent: Sequence[Version], names: dict[str, str]) -> tuple[lines.Version, ...]:
    """Newest first."""
    said = ["\n\n".join(told(draft_of(item))) for item in sent]
    return tuple(
        lines.Version(
            item.number,
            _("Version %(number)s") % {"number": item.number},
            item.submitted_at,
            names.get(item.submitted_by, item.submitted_by),
            said[place],
            word_difference(said[place - 1], said[place]) if place else (),
        )
        for place, item in reversed(list(enumerate(sent)))
    )


def told(draft: Draft) -> Iterator[str]:
    """A whole application in paragraphs, so that what changed stands beside what did not."""
    for number, item in enumerate(draft.products, 1):
        quantity = f"{item.amount} {item.unit}"
        parts = (item.name, item.description, item.part_number, item.rating, quantity, f"{item.price} {item.currency}")
        yield f"{_('Line')} {number}: " + "; ".join(part for part in parts if part.strip())
        yield f"{_('Line')} {number}, {_('incorporation')}: {item.incorporation}; {_('shared pool')}: {item.pool}"
    for party in draft.parties:
        where = policy.destination_name(party.country)
        yield f"{words.role(party.role)}: {party.name}; {party.address}; {where}; {words.end_user(party.end_user_class)}"
    use = draft.end_use
    yield f"{_('End use')}: {use.text}"
    onward = listed(policy.destination_name(code) for code in use.onward) or _("nowhere named")
    yield f"{_('Military')}: {use.military}; {_('informed')}: {use.informed}; {_('onward known')}: {use.onward_known}; {onward}"
    route = draft.route
    yield f"{_('Route')}: {route.start}; {route.transport}; {_('temporary')}: {route.temporary} {route.return_on}".strip()
