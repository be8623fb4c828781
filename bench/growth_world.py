"""A store with as many cases as asked for, as the services would have left it, for `bin/bench growth`.

A few cases are made through the services. Their rows are then copied inside the database, each copy with its own ids and
references. One case in ten is open: most of these wait for signatures, the rest are still worked on, some of them not rated yet.
The other cases were decided, and their licences are live. One in a hundred of all cases has a possible match that nobody
has settled. Decided cases are copied without their long texts, advice, history and frozen records: nothing that is measured reads
them, and with a million cases they would take 30 GB. The database never sees ANALYZE, because nothing in production runs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Model

OPEN_ACTS = 10_000
"""At most so many acts wait for signatures, however many cases there are."""

LISTED = "ref,name,type,countries\nL-1,Harbour Freight,entity,QN\n"


@dataclass(frozen=True)
class Sizes:
    """How many there are of everything, derived from the number of cases."""

    cases: int

    @property
    def open_cases(self) -> int:
        return self.cases // 10

    @property
    def open_acts(self) -> int:
        return min(OPEN_ACTS, self.open_cases)

    @property
    def case_acts(self) -> int:
        """Four in five open acts decide a case; the others suspend licences."""
        return self.open_acts * 4 // 5

    @property
    def worked_on(self) -> int:
        return self.open_cases - self.case_acts

    @property
    def open_matches(self) -> int:
        return self.cases // 100

    @property
    def decided(self) -> int:
        return self.cases - self.open_cases


@dataclass(frozen=True)
class GrownWorld:
    world: Any
    sizes: Sizes


def build_world(folder: Path, cases: int) -> GrownWorld:
    """Fill the empty SQLite store in ``folder``."""
    from tests import world as worlds

    from bench.crowd import list_copies

    sizes = Sizes(cases)
    world = worlds.build(folder)
    numbers = count(1)
    with _write_without_journal():
        _add_decided_cases(world, folder, sizes, numbers)
        _add_cases_for_signature(world, sizes, numbers)
        _add_cases_worked_on(world, sizes, numbers)
        _add_suspensions_for_signature(world, sizes, numbers)
        list_copies()
    return GrownWorld(world, sizes)


@contextmanager
def _write_without_journal() -> Iterator[None]:
    """Without a journal: this store is thrown away if anything goes wrong while it is built."""
    assert connection.vendor == "sqlite", "the grown world is built on SQLite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=OFF")
        cursor.execute("PRAGMA synchronous=OFF")
        yield
    connection.close()  # the next connection has the settings that production has


def _add_decided_cases(world: Any, folder: Path, sizes: Sizes, numbers: count[int]) -> None:
    """Live licences to two destinations, with two ratings; some were found to match a list that was loaded later."""
    from tests.world import ADMINISTRATOR

    from licet.kernel.actor import system
    from licet.kernel.permission import Permission
    from licet.reviews import public as reviews
    from licet.screening import public as screening

    kinds = (("QN", "ML11", 4), ("QP", "ML11", 4), ("QP", "PL9009", 2))
    matched = sizes.open_matches // 2
    models = [_grant_licence(world, destination, rating) for destination, rating, _share in kinds]
    with_match = _grant_licence(world, "QN", "ML11", consignee="Harbour Freight")
    path = folder / "later.csv"
    path.write_text(LISTED, encoding="utf-8")
    screening.load_csv(actor=ADMINISTRATOR, path=path, name="later-list", now=world.now())
    reviews.rescreen(actor=system("bench", Permission.RUN_MAKE), now=world.now())
    left = sizes.decided - matched
    for case, (_destination, _rating, share) in zip(models, kinds, strict=True):
        _copy_case(case, left * share // 10 - 1, numbers, _list_decided_tables())
    _copy_case(with_match, matched - 1, numbers, (*_list_decided_tables(), *_list_match_tables()))


def _grant_licence(world: Any, destination: str, rating: str, *, consignee: str = "Northern Lines") -> str:
    case = _send_case(world, destination, consignee)
    world.rate(case, rating)
    world.advise(case)
    world.sign(world.propose(case), "officer", "countersigner")
    return str(case.pk)


def _send_case(world: Any, destination: str, consignee: str) -> Any:
    """An application whose consignee is on no list, unless one is asked for that is."""
    from dataclasses import replace

    from tests.world import a_draft

    from licet.applications import public as applications
    from licet.casework import public as casework

    draft = a_draft(destination=destination, products=1, end_user="Ministry of Roads", price="1,000.00")
    first, *others = draft.parties
    draft = replace(draft, parties=(replace(first, name=consignee), *others))
    exporter = world["exporter"]
    application = applications.start_draft(actor=exporter, name="Radios", licence_type="IND", now=world.now())
    saved = applications.save_draft(actor=exporter, application=application.pk, draft=draft, revision=1, now=world.now())
    case = casework.submit(actor=exporter, application=application.pk, revision=saved.revision, now=world.now())
    return casework.take(actor=world["officer"], case=case.pk, revision=case.revision, now=world.now())


def _add_cases_for_signature(world: Any, sizes: Sizes, numbers: count[int]) -> None:
    """Half of them wait for the decider, half for the countersigner."""
    for signers in ((), ("officer",)):
        case = _send_case(world, "QN", "Northern Lines")
        world.rate(case)
        world.advise(case)
        act = world.propose(case)
        if signers:
            world.sign(act, *signers)
        _copy_case(str(case.pk), sizes.case_acts // 2 - 1, numbers, _list_open_tables())


def _add_cases_worked_on(world: Any, sizes: Sizes, numbers: count[int]) -> None:
    """A quarter is rated and advised on, half waits for advice, a quarter is not rated; some have a possible match."""
    matched = sizes.open_matches // 2
    left = sizes.worked_on - matched
    ready, asked, unrated = (_send_case(world, "QN", "Northern Lines") for _ in range(3))
    world.rate(ready)
    world.advise(ready)
    world.rate(asked, "PL9009")
    for case, share in ((ready, left // 4), (asked, left - 2 * (left // 4)), (unrated, left // 4)):
        _copy_case(str(case.pk), share - 1, numbers, _list_open_tables())
    with_match = _send_case(world, "QN", "Harbour Freight")
    _copy_case(str(with_match.pk), matched - 1, numbers, (*_list_open_tables(), *_list_match_tables()))


def _add_suspensions_for_signature(world: Any, sizes: Sizes, numbers: count[int]) -> None:
    from bench.crowd import copy_rows
    from licet.decisions import models as decisions
    from licet.decisions.public import ActKind
    from licet.licences import public as licences

    act = licences.propose_status_change(
        actor=world["manager"],
        kind=ActKind.SUSPEND,
        licences=[licences.Licence.objects.order_by("reference").values_list("reference", flat=True)[0]],
        legal_basis="Section 9.",
        reasons="Circumstances changed.",
        now=world.now(),
    )
    wanted = _take_numbers(numbers, sizes.open_acts - sizes.case_acts - 1)
    copy_rows({decisions.Act: ("t.id = %(act)s", {"act": act.pk})}, [decisions.Act], wanted)


def _copy_case(case: str, copies: int, numbers: count[int], tables: Sequence[type[Model]]) -> None:
    from bench.crowd import condition_of_case, copy_rows

    lean = LEAN if tables[: len(_list_decided_tables())] == _list_decided_tables() else SPREAD
    where = {model: (condition_of_case(model), {"case": case}) for model in tables}
    copy_rows(where, tables, _take_numbers(numbers, copies), instead=lean)


LEAN = {"signed_part": "'{}'", "content": "'{}'", "draft": "'{}'"}
"""What a copy of a decided case has in place of its long texts, by the names of the columns."""

SPREAD = {"officer": "CASE WHEN n.n %% 50 = 0 THEN t.officer ELSE 'user:invented-' || (n.n %% 50) END"}
"""Fifty officers share the open cases, so that "my cases" is the fiftieth part of them."""


def _take_numbers(numbers: count[int], copies: int) -> range:
    first = next(numbers)
    for _ in range(copies - 1):
        next(numbers)
    return range(first, first + max(copies, 0))


def _list_decided_tables() -> tuple[type[Model], ...]:
    from licet.applications import models as applications
    from licet.casework import models as casework
    from licet.decisions import models as decisions
    from licet.licences import models as licences
    from licet.screening import models as screening

    return (
        *(applications.Application, applications.Version, applications.Line, applications.Party),
        *(casework.Case, casework.LineRating),
        *(decisions.Act, decisions.Signature, decisions.Decision, decisions.LineOutcome),
        *(licences.Licence, licences.LicenceLine),
        *(screening.Run, screening.Compared),
    )


def _list_match_tables() -> tuple[type[Model], ...]:
    from licet.screening import models as screening

    return (screening.RunParty, screening.Hit, screening.UnsettledHit)


def _list_open_tables() -> tuple[type[Model], ...]:
    """Whole cases, but for their attachments and the texts of the act."""
    from licet.applications import models as applications
    from licet.casework import models as casework
    from licet.decisions import models as decisions
    from licet.screening import models as screening

    return (
        *(applications.Application, applications.Version, applications.Line, applications.Party),
        *(casework.Case, casework.LineRating, casework.AdviceAsked, casework.Advice, casework.Handling, casework.Step),
        *(decisions.Act, decisions.Signature),
        *(screening.Run, screening.Compared),
    )
