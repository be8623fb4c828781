"""Texts that a signed part names by digest, gathered while it is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from licet_verify.record import text_reference


@dataclass(slots=True)
class Texts:
    """Texts named by digest while a signed part is written; kept once each."""

    by_digest: dict[str, str] = field(default_factory=dict)

    def name(self, text: str) -> str:
        reference = text_reference(text)
        self.by_digest[reference.removeprefix("sha256:")] = text
        return reference

    def add(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.name(text)
