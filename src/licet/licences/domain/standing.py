"""What stands today against goods leaving under one licence, and by which departure they may (decision 0180)."""

from collections.abc import Iterator
from dataclasses import dataclass

from licet.decisions.domain import Bar, BarCode

_HOLDS = frozenset({BarCode.HOLD, BarCode.HOLD_UNKNOWN})


@dataclass(frozen=True, slots=True)
class Standing:
    """Bars by number of line, as the gate gives them with ``named`` alone: no other departure opens anything.

    ``opened_by`` are the departures in force of which each alone passes every clear risk of the licence.
    """

    lines: tuple[tuple[int, tuple[Bar, ...]], ...]
    named: str = ""
    opened_by: tuple[str, ...] = ()

    @property
    def at_risk(self) -> bool:
        """A clear risk takes a line, and what is named does not pass it."""
        return any(bar.code is BarCode.CLEAR_RISK for _, bar in self._bars())

    @property
    def in_doubt(self) -> bool:
        """A fact is not known, so that nobody can say whether a clear risk takes a line: it counts apart."""
        return any(bar.code is BarCode.CLEAR_RISK_UNKNOWN for _, bar in self._bars())

    @property
    def passed(self) -> tuple[str, ...]:
        """The conclusions that the named departure passes."""
        return tuple(sorted({bar.passes for _, bar in self._bars() if bar.code is BarCode.BY_DEPARTURE}))

    def held(self) -> str:
        """Which hold binds; empty where none does."""
        return self._first(_HOLDS, "hold {about} binds line {line}, or may")

    def risk(self, *, advise: str = "name {opens}") -> str:
        """Which clear risk takes it and what would pass that; empty where none does, or the named departure passes them all."""
        if not self.at_risk:
            return ""
        said = "the clear risk of {about} takes line {line}, and "
        if self.opened_by:
            opens = " or ".join(self.opened_by)
            other = f", not departure {self.named}," if self.named else ""
            said += f"only departure {opens}{other} passes it: {advise.format(opens=opens)}"
        elif self.named:
            said += f"departure {self.named} does not pass it"
        else:
            said += "no departure in force passes it"
        return self._first({BarCode.CLEAR_RISK}, said)

    def doubt(self) -> str:
        """Of which clear risk it is not known whether it takes a line; empty where of none."""
        return self._first({BarCode.CLEAR_RISK_UNKNOWN}, "it is not known whether the clear risk of {about} takes line {line}")

    def idle(self) -> str:
        """That the named departure passes nothing here; empty where it does, or none is named."""
        return f"departure {self.named} opens nothing for it" if self.named and not self.passed else ""

    def against_reinstating(self) -> str:
        """The first reason why goods may not leave again; empty where there is none."""
        idle = self.idle()
        return self.held() or self.risk() or self.doubt() or (idle and f"{idle}: leave it out")

    def _first(self, codes: frozenset[BarCode] | set[BarCode], said: str) -> str:
        for line, bar in self._bars():
            if bar.code in codes:
                return said.format(about=bar.about, line=line)
        return ""

    def _bars(self) -> Iterator[tuple[int, Bar]]:
        return ((number, bar) for number, bars in self.lines for bar in bars)
