"""What all schemas share: strict about what comes in, exact about what goes out."""

from datetime import date
from typing import Annotated, Any

from ninja import Path, Query
from ninja import Schema as NinjaSchema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from licet.kernel.days import read_day
from licet.kernel.errors import Invalid
from licet.kernel.money import Money, NoValue
from licet.kernel.typed import read_typed
from licet.kernel.visible_text import read_visible_text
from licet_verify import canonical

NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no such letter


def _read_words(text: str) -> str:
    return _read_visible(text, many_lines=True)


def _read_line(text: str) -> str:
    return _read_visible(text, many_lines=False)


def _read_visible(text: str, *, many_lines: bool) -> str:
    try:
        return read_visible_text(text, what="this text", place="", many_lines=many_lines)
    except Invalid as error:
        raise PydanticCustomError("invisible", "{words}", {"words": error.message}) from None


def _read_sent_day(sent: Any) -> date:
    """A day that is read from the store is a date already; everything that is sent is text."""
    if type(sent) is date:
        return sent
    try:
        return read_day(sent if isinstance(sent, str) else str(sent))
    except Invalid as error:
        raise PydanticCustomError("day", "{words}", {"words": error.message}) from None


VISIBLE_WORDS = AfterValidator(_read_words)
VISIBLE_LINE = AfterValidator(_read_line)
"""What is sent holds only characters that a reader sees, and is composed (NFC)."""

Words = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL), VISIBLE_WORDS]
Line = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL), VISIBLE_LINE]
Code = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL), AfterValidator(read_typed)]
Day = Annotated[date, BeforeValidator(_read_sent_day)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Revision = Annotated[int, Field(ge=0, le=2_000_000_000, description="the version that this was read at: another one since is a conflict")]

PUBLIC_ID = r"^[0-9A-HJKMNP-TV-Z]{26}$"
REFERENCE = r"^[A-Z]{2}-[A-Z]{1,4}-[0-9]{4}-[0-9]{6,12}$"
IN_WORDS = "“XA-LIC 2031/000001” is written XA-LIC-2031-000001 in an address"

PublicId = Annotated[str, StringConstraints(pattern=PUBLIC_ID)]
IdInPath = Annotated[str, Path(pattern=PUBLIC_ID)]
ReferenceInPath = Annotated[str, Path(pattern=REFERENCE, description=IN_WORDS)]
After = Annotated[str, Query(max_length=120, pattern=NO_NUL, description="the `after` of the page before this")]
Search = Annotated[
    str,
    Query(
        max_length=120,
        pattern=NO_NUL,
        description="words or their beginnings: of a reference, with any dashes or none, of an exporter, a party or a product",
    ),
]
Destination = Annotated[str, Query(max_length=120, pattern=NO_NUL, description="country of a party, by code or by name")]
Limit = Annotated[int, Query(ge=1, le=200, description="rows on a page")]


class Schema(NinjaSchema):
    """What goes out: every field always stands there."""

    model_config = ConfigDict(from_attributes=True)


class Given(NinjaSchema):
    """What comes in: a field that nobody asked for is a fault."""

    model_config = ConfigDict(extra="forbid")


def reference_of(slug: str) -> str:
    """The reference that an address names."""
    series, year, number = slug.rsplit("-", 2)
    return f"{series} {year}/{number}"


def object_of(text: str) -> dict[str, Any]:
    """A kept canonical JSON object."""
    found: Any = canonical.loads(text)
    return dict(found)


class Value(Schema):
    """Money in minor units, or why there is none: never zero for *not recorded*."""

    minor: int | None
    currency: str | None
    none_because: str | None

    @staticmethod
    def of(value: Money | NoValue) -> "Value":
        if isinstance(value, Money):
            return Value(minor=value.minor, currency=value.currency, none_because=None)
        return Value(minor=None, currency=None, none_because=value.value)
