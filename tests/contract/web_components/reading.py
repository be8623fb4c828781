"""HTML as a list of what matters: tags, attributes in any order, words without regard to white space."""

import hashlib
from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        kept = sorted(f"{name}={' '.join((value or '').split())}" for name, value in attrs)
        self.found.append(f"<{tag} {' '.join(kept)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def flush(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words:
            self.found.append(words)


def read(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found


def digest(html: str) -> str:
    """64 bits are plenty to tell whether two renderings are the same."""
    return hashlib.sha256("\n".join(read(html)).encode()).hexdigest()[:16]
