"""Transition tables: what may follow what, under which permission. Each module declares its own as data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from licet.kernel.errors import InvalidTransition
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class Transition[State: StrEnum]:
    """``name`` leads from any of ``sources`` to ``target``. ``permission`` is None for acts of time."""

    name: str
    sources: frozenset[State]
    target: State
    permission: Permission | None


class Transitions[State: StrEnum]:
    """All transitions of one kind of thing."""

    def __init__(self, thing: str, rows: Iterable[Transition[State]]) -> None:
        self.thing = thing
        self.rows = tuple(rows)
        self._by_name = {row.name: row for row in self.rows}
        if len(self._by_name) != len(self.rows):
            raise ValueError(f"two transitions of {thing} have the same name")

    def __iter__(self) -> Iterator[Transition[State]]:
        return iter(self.rows)

    def __getitem__(self, name: str) -> Transition[State]:
        return self._by_name[name]

    def target(self, state: State, name: str) -> State:
        """The state that ``name`` leads to, or :class:`InvalidTransition`."""
        row = self._by_name[name]
        if state not in row.sources:
            raise InvalidTransition(
                f"This {self.thing} is {state.value}, so “{name}” is not possible now: "
                f"it must be {' or '.join(sorted(source.value for source in row.sources))}."
            )
        return row.target

    def open_from(self, state: State) -> tuple[Transition[State], ...]:
        return tuple(row for row in self.rows if state in row.sources)
