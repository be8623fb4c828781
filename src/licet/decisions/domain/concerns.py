"""Open concerns at signing: nobody signs unaware (record.md I14, joints 16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from licet.kernel.event import Json


@dataclass(frozen=True, slots=True)
class Shown:
    """What a signer was shown: whether concerns are installed, and day, topic and opaque reference of each open one."""

    installed: bool
    notices: tuple[tuple[str, str, str], ...] = ()

    def to_json(self) -> dict[str, Json]:
        if not self.installed:
            return {"concerns": "not installed"}
        return {"concerns": [{"day": day, "topic": topic, "reference": reference} for day, topic, reference in self.notices]}


class OpenConcerns(Protocol):
    """Wired by ``project``. May raise: then signing refuses."""

    def about(self, topics: Sequence[str]) -> Shown: ...
