"""The public register: what anybody may read, count and check."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from licet.api.access import anybody
from licet.api.answers import ok
from licet.api.schemas.base import NO_NUL
from licet.api.schemas.register import Entries, Entry, FigureRead, Log, PublishedDecision, PublishedDecisions
from licet.register import public as register

router = Router()
PUBLISHED = "what was published, as anybody may read and check it"
Filter = Annotated[str, Query(max_length=2000, pattern=NO_NUL)]
Position = Annotated[int | None, Query(ge=0, le=10**15, description="the `after` of the page before this")]
FigureName = Annotated[str, Path(pattern=r"^[a-z-]{1,80}$", description="such as `value-by-destination-year`")]


@router.get("/register/decisions", auth=anybody(reason=PUBLISHED), response=ok(PublishedDecisions))
def list_published(
    request: HttpRequest,
    q: Filter = "",
    destination: Filter = "",
    outcome: Filter = "",
    status: Filter = "",
    year: Filter = "",
    rating: Filter = "",
    after: Position = None,
) -> PublishedDecisions:
    """Published decisions, newest first."""
    asked = {"q": q, "destination": destination, "outcome": outcome, "status": status, "year": year, "rating": rating}
    found = register.listing(asked, after=after)
    last = int(found.last) if found.more_after and found.last else None
    return PublishedDecisions(rows=[PublishedDecision.of(row) for row in found.rows], total=found.total, after=last)


@router.get("/register/figures/{name}", auth=anybody(reason=PUBLISHED), response=ok(FigureRead))
def read_figure(
    request: HttpRequest,
    name: FigureName,
    destination: Filter = "",
    year: Filter = "",
    quarter: Filter = "",
    rating: Filter = "",
    military: Filter = "",
    outcome: Filter = "",
    source: Filter = "",
    asof: Filter = "",
) -> FigureRead:
    """A figure with its definition, vintage and caveats. What is not recorded is not zero."""
    where = {"destination": destination, "year": year, "quarter": quarter, "rating": rating, "military": military, "outcome": outcome}
    return FigureRead.model_validate(register.figure_of(name, where | {"source": source, "asof": asof}).to_json())


@router.get("/register/log", auth=anybody(reason=PUBLISHED), response=ok(Log))
def read_log(request: HttpRequest) -> Log:
    """How long the log is, and its newest signed checkpoint."""
    return Log.now()


@router.get("/register/log/entries", auth=anybody(reason=PUBLISHED), response=ok(Entries))
def list_entries(request: HttpRequest, after: Position = None, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> Entries:
    """Entries of the log in order. `/log/entries` gives them byte by byte, to be checked."""
    rows = register.entries_read(after=-1 if after is None else after, limit=limit)
    last = rows[-1].position if len(rows) == limit else None
    return Entries(rows=[Entry.model_validate(row) for row in rows], after=last)
