r"""The line format exchanged with customs (grammar and its source in docs/decisions).

Every line is ``number\kind\field\field…``. A licence is ``licence … end\licence\<lines>``; the file ends with the count.
A suspension or revocation is a ``cancel``; a reinstatement is an ``insert`` with what remains as far as returns say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant

SEPARATOR = "\\"


class CustomsKind(StrEnum):
    """Customs knows two messages."""

    INSERT = "insert"
    CANCEL = "cancel"


class CustomsState(StrEnum):
    WRITTEN = "written"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message of a file. ``lines`` are (number, description, rating, quantity, unit); empty for a cancellation."""

    id: str
    kind: CustomsKind
    licence: str
    type: str
    valid_from: str
    valid_until: str
    countries: tuple[str, ...]
    lines: tuple[tuple[str, str, str, str, str], ...]


def render_file(messages: Sequence[Outgoing], *, authority: str, run: int, now: Instant) -> str:
    """One file for customs, numbered from line 1, every value on one line and free of the separator."""
    return "".join(f"{line}\n" for line in _numbered(_file(messages, authority, run, now)))


def _file(messages: Sequence[Outgoing], authority: str, run: int, now: Instant) -> Iterator[Sequence[str]]:
    yield "fileHeader", "LICET", "CUSTOMS", "licenceData", f"{now:%Y%m%d%H%M}", str(run), authority
    for message in messages:
        rows = list(_licence(message))
        yield from rows
        yield "end", "licence", str(len(rows) + 1)
    yield "fileTrailer", str(len(messages))


def _licence(message: Outgoing) -> Iterator[Sequence[str]]:
    days = (_compact(message.valid_from), _compact(message.valid_until))
    yield "licence", message.id, message.kind.value, message.licence, message.type, "E", *days
    for country in message.countries:
        yield "country", country, "", "D"
    for number, description, rating, quantity, unit in message.lines:
        yield "line", number, rating, "", "", "", description, "Q", "", unit, "", quantity


def _compact(day: str) -> str:
    return day.replace("-", "")


def _numbered(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        yield SEPARATOR.join((str(number), *map(_plain, row)))


def _plain(value: str) -> str:
    return " ".join(value.replace(SEPARATOR, "/").split())


@dataclass(frozen=True, slots=True)
class Reply:
    """What customs answered: accepted message ids, and rejected ones with what was wrong."""

    run: int
    accepted: tuple[str, ...]
    rejected: Mapping[str, str]


def read_reply(text: str) -> Reply:
    """Read a reply file: one header, the answers, one trailer with their counts, and nothing after it. :class:`Invalid` names the line.

    A reply that is cut, repeated or contradicts itself is refused whole: part of an answer may be the wrong part.
    """
    run: int | None = None
    accepted: list[str] = []
    rejected: dict[str, list[str]] = {}
    current: list[str] | None = None
    ended = False
    number = 0
    for number, kind, fields in _reply_lines(text):
        place = f"line {number}"
        if ended:
            raise Invalid("a line follows the trailer.", place=place)
        if (run is None) != (kind == "fileHeader"):
            raise Invalid("a reply begins with one header that names the run.", place=place)
        match kind, fields:
            case "fileHeader", [_, _, "licenceReply", _, sequence, *_] if sequence.isascii() and sequence.isdecimal():
                run = int(sequence)
            case "accepted", [message, *_] if message and current is None:
                _refuse_second_answer(message, accepted, rejected, place)
                accepted.append(message)
            case "rejected", [message, *_] if message and current is None:
                _refuse_second_answer(message, accepted, rejected, place)
                current = rejected[message] = []
            case "error", [code, words, *_] if current is not None:
                current.append(f"{words} ({code})")
            case "end", ["rejected", *_] if current:
                current = None
            case "fileError", [_, words, *_]:
                raise Invalid(f"customs could not read our file: {words}.", place=place)
            case "fileTrailer", [said_accepted, said_rejected, *_] if current is None:
                _same_count(number, (said_accepted, len(accepted)), (said_rejected, len(rejected)))
                ended = True
            case _:
                raise Invalid(f"“{kind[:30]}” is not expected here.", place=place)
    if run is None or not ended:
        raise Invalid("the file is cut: a reply begins with a header and ends with a trailer.", place=f"line {number + 1}")
    return Reply(run, tuple(accepted), {message: "; ".join(words) for message, words in rejected.items()})


def _refuse_second_answer(message: str, accepted: Sequence[str], rejected: Mapping[str, object], place: str) -> None:
    if message in accepted or message in rejected:
        raise Invalid(f"message {message[:40]} is answered twice.", place=place)


def _reply_lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    for place, line in enumerate(filter(None, text.splitlines()), 1):
        number, *rest = line.split(SEPARATOR)
        if number != str(place) or not rest:
            raise Invalid(f"the line should begin with {place}{SEPARATOR}.", place=f"line {place}")
        yield place, rest[0], rest[1:]


def _same_count(number: int, *pairs: tuple[str, int]) -> None:
    for said, found in pairs:
        if said != str(found):
            raise Invalid(f"the trailer counts {said[:10]}, the file holds {found}.", place=f"line {number}")
