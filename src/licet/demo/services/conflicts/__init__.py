"""The two conflicts as the authority lives through them: evidence, assessments, reviews, and what is said in public."""

from collections.abc import Iterator

from licet.demo.services.conflicts import assessing, concerns, evidence, public_facts, reviewing
from licet.demo.services.desk import Desk
from licet.demo.services.timeline import Story, Timeline


def stories(desk: Desk, line: Timeline) -> Iterator[Story]:
    """All of them, to be told on the one timeline."""
    yield evidence.take_in(desk, line)
    yield from assessing.stories(desk, line)
    yield from public_facts.stories(desk, line)
    yield reviewing.dismiss(desk, line, 414, "sarra-valley", "No licence for weapons or vehicles to Kasdara is in force.")
    yield reviewing.dismiss(
        desk, line, 244, "sarra-valley", "The finding is that of the version before; the licences in force are not of that kind."
    )
    yield reviewing.dismiss(desk, line, 154, "sable-delta", "Nothing was determined; the questions that were asked come first.")
    yield reviewing.look_at_new_facts(desk, line)
    yield reviewing.depart(desk, line, proposed=127, signed=125, again=False)
    yield reviewing.kasdara(desk, line)
    yield reviewing.depart(desk, line, proposed=19, signed=16, again=True)
    yield reviewing.port_sable(desk, line)
    yield reviewing.by_hand(desk, line)
    yield from concerns.stories(desk, line)
