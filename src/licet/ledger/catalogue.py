"""`events.json`: every kind of event with what it publishes and what it seals.

The file is committed and read; the classes are its source. `python -m licet.ledger.catalogue --write` renews it, a
contract test holds both equal, and whoever reviews the change sees what would be published. A kind that stands in the
file never changes its fields: it gets a new name.
"""

import json
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import licet
from licet.kernel.errors import Invalid
from licet.kernel.event import Event
from licet.ledger.domain import Narrowing
from licet.ledger.events import InternalBatchRecorded

PATH = Path(__file__).with_name("events.json")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event: whether it is public, the fields it publishes by default, and those it always seals.

    An internal kind publishes nothing: its ``published`` fields stand in clear in a leaf that nobody outside reads.
    """

    kind: str
    is_public: bool
    published: frozenset[str]
    sealed: frozenset[str]


def classes() -> dict[str, type[Event]]:
    """Every event class by its kind, found by importing `licet.<module>.events` of every module. Django must be set up."""
    for module in pkgutil.iter_modules(licet.__path__):
        name = f"licet.{module.name}.events"
        if module.ispkg and find_spec(name):
            import_module(name)
    found: dict[str, type[Event]] = {}
    for event in _below(Event):
        if _is_named(event) and "kind" in vars(event):
            if event.kind in found:
                raise Invalid(f"Two classes have the kind {event.kind}: {found[event.kind].__qualname__}, {event.__qualname__}.")
            found[event.kind] = event
    return dict(sorted(found.items()))


def render() -> str:
    """The text that `events.json` should have."""
    kinds = {kind: _fields(event) for kind, event in classes().items()}
    return json.dumps({"format": "licet/events/v1", "kinds": kinds}, indent=2, ensure_ascii=False) + "\n"


@cache
def read() -> dict[str, Kind]:
    """The committed catalogue, by kind."""
    kinds = json.loads(PATH.read_text())["kinds"]
    return {
        kind: Kind(kind, bool(entry["public"]), frozenset(entry["published"]), frozenset(entry["sealed"])) for kind, entry in kinds.items()
    }


def check_narrowing(narrowing: Narrowing) -> None:
    """Refuse a pack that withholds a field of a kind, or a kind, that does not exist: a misspelt name would publish."""
    for kind, names in narrowing.items():
        known = read().get(kind)
        if known is None:
            raise Invalid(f"The pack narrows {kind}, which is no kind of event.", place=kind)
        if kind == InternalBatchRecorded.kind:
            raise Invalid(f"The pack narrows {kind}, whose root everybody must be able to read.", place=kind)
        unknown = names - known.published - known.sealed
        if unknown:
            raise Invalid(f"The pack withholds {', '.join(sorted(unknown))} of {kind}, which has no such field.", place=kind)


def _fields(event: type[Event]) -> dict[str, bool | list[str]]:
    names = set(event.field_names())
    unknown = event.published - names
    if unknown:
        raise Invalid(f"{event.__qualname__} publishes {', '.join(sorted(unknown))}, which it does not have.")
    return {"public": event.is_public, "published": sorted(event.published), "sealed": sorted(names - event.published)}


def _is_named(event: type[Event]) -> bool:
    """Whether this is the class its module has: a dataclass with slots leaves the class it was made from behind."""
    return event.__module__.startswith("licet.") and getattr(sys.modules[event.__module__], event.__name__, None) is event


def _below(event: type[Event]) -> Iterator[type[Event]]:
    for each in event.__subclasses__():
        yield each
        yield from _below(each)


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1:] == ["--write"]:
        PATH.write_text(render())
    else:
        sys.stdout.write(render())
