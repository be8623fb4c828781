"""How much a draft may hold. A draft may be incomplete; it may not be absurd, nor hold what no page or database can."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from licet.applications.domain.draft import Draft
from licet.kernel.errors import Invalid, InvalidMany
from licet.kernel.visible_text import find_invisible, read_visible_text

LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 10_000
MOST_PRODUCTS: Final = 200
MOST_PARTIES: Final = 50
MOST_ATTACHMENTS: Final = 100
MOST_COUNTRIES: Final = 50
_LONG: Final = frozenset({"description", "address", "text", "absence"})
_SHORT: Final = {"name": LONGEST_NAME, "start": LONGEST_NAME, "transport": LONGEST_NAME, "part_number": 100}
_SHORTEST: Final = 40
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")


def read_draft(draft: Draft) -> Draft:
    """The draft as it is kept, its texts composed. What cannot be kept is refused: :class:`InvalidMany` names each fault with its place."""
    if faults := [*_counts(draft), *_keys(draft), *_texts(draft)]:
        raise InvalidMany(faults[:20])
    return Draft.from_json(_compose(draft.to_json()))


def _compose(value: Any) -> Any:
    if isinstance(value, str):
        return read_visible_text(value, what="this text", place="", many_lines=True)
    if isinstance(value, Mapping):
        return {name: _compose(item) for name, item in value.items()}
    return [_compose(item) for item in value]


def _counts(draft: Draft) -> Iterator[Invalid]:
    for given, most, what in (
        (len(draft.products), MOST_PRODUCTS, "products"),
        (len(draft.parties), MOST_PARTIES, "parties"),
        (len(draft.attachments), MOST_ATTACHMENTS, "documents"),
        (len(draft.end_use.onward), MOST_COUNTRIES, "onward destinations"),
    ):
        if given > most:
            yield Invalid(f"An application takes at most {most} {what}, not {given}: send a second application.", place=what)


def _keys(draft: Draft) -> Iterator[Invalid]:
    for what, keys in (("products", [item.key for item in draft.products]), ("parties", [item.key for item in draft.parties])):
        if any(not _KEY.fullmatch(key) for key in keys) or any(count > 1 for count in Counter(keys).values()):
            yield Invalid("Each entry needs a key of its own: up to 32 letters and figures.", place=what)


def _texts(draft: Draft) -> Iterator[Invalid]:
    for place, name, text in _all_texts(draft):
        most = LONGEST_TEXT if name in _LONG else _SHORT.get(name, _SHORTEST)
        if len(text) > most:
            yield Invalid(
                f"At most {most:,} letters are taken here, not {len(text):,}: attach a document instead.", place=f"{place} {name}"
            )
        plain = text.strip().replace("\r\n", "\n")
        if fault := find_invisible(plain, what="this text", place=f"{place} {name}", many_lines=name in _LONG):
            yield fault


def _all_texts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Every text with the part it stands in and the name of its field; anything but text is refused here."""
    parts = [
        *((f"product {item.key}"[:60], item) for item in draft.products),
        *((f"party {item.key}"[:60], item) for item in draft.parties),
        ("end use", draft.end_use),
        ("route", draft.route),
        *((f"document {number}", item) for number, item in enumerate(draft.attachments, 1)),
    ]
    for place, item in parts:
        for name, value in asdict(item).items():  # type: ignore[call-overload]
            for text in value if isinstance(value, tuple) else (value,):
                if not isinstance(text, str):
                    raise Invalid("A text is expected here.", place=f"{place} {name}")
                yield place, name, text
