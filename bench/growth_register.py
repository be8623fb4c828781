"""The register and the letters in `bin/bench growth`: what pages cost with 10,000, 100,000 and, with `--large`, a million decisions.

Rows are inserted in bulk as the reader of the log would have left them, and the reader itself reads the last two thousand decisions. The
log itself is left out, because nothing that is measured here reads it. Nine decisions in ten grant, two in five have several lines, and
one licence in twenty-five was suspended or revoked later. The database never sees ANALYZE.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from time import process_time
from typing import Any

from bench.alone import run_alone
from bench.measuring import compare_with_limit, count_queries, measure_cpu

LIMIT, LIMITED_FROM = 100.0, 10_000
AT_ONCE = 1000
LETTERS = 1000
FIRST_DAY, DAYS = date(2021, 1, 4), 3_650
EARLIER_VINTAGE = 9_000


def measure_size(cases: int) -> list[dict[str, Any]]:
    """Measure in a process of its own; returns the results of `--json`."""
    return run_alone(__file__, str(cases), minutes=60)


def _measure_register(cases: int) -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    began = process_time()
    seconds = _fill_register(cases)
    print(f"  register of {cases:,} decisions read in {process_time() - began:,.0f} s of CPU", file=sys.stderr)
    results = [compare_with_limit(f"register: reading 1,000 decisions on at {cases:,}", round(seconds * 1000), "ms", None)]
    results += [result for name, address, limited in _list_pages() for result in _measure_page(name, address, cases, limited=limited)]
    results.append(_measure_first_byte(cases))
    return [*results, *(_measure_letters() if cases <= LIMITED_FROM else [])]


def _fill_register(cases: int) -> float:
    """As the reader leaves the tables. It reads the last decisions itself, and says how long the last thousand took."""
    from django.db import transaction

    from licet.register import models
    from licet.register.services import reading

    chance, by_reader = random.Random(2031), min(2 * AT_ONCE, cases)
    with transaction.atomic():
        progress = reading._progress()
        progress.size = _insert_decisions(cases - by_reader, cases, chance)
        progress.save()
    spent = 0.0
    for start in range(cases - by_reader, cases, AT_ONCE):
        position = models.Progress.objects.get().size
        entries = list(_make_entries(range(start, start + AT_ONCE), cases, position, chance))
        began = process_time()
        with transaction.atomic():
            reading.read_batch(models.Progress.objects.get(), entries)
        spent = process_time() - began
    _append_leaves(models.Progress.objects.get().size)
    return spent


def _append_leaves(size: int) -> None:
    """A log of this many entries, which pages ask for days and for the root of a vintage. What the entries say is left out."""
    from django.db import transaction

    from licet.kernel.actor import system
    from licet.ledger.domain import Leaf, Prepared
    from licet.ledger.services.entries import append_prepared
    from licet.platform import clock
    from licet_verify import canonical

    for start in range(0, size, 10 * AT_ONCE):
        leaves = list[Leaf]()
        for position in range(start, min(start + 10 * AT_ONCE, size)):
            on = FIRST_DAY + timedelta(days=position * DAYS // size)
            kind, ref = "decisions:decision:made", f"XA-DEC {on.year}/{position:07}"
            content = {"v": 1, "kind": kind, "on": on.isoformat(), "ref": ref, "pack": "bench", "published": {}, "sealed": {}}
            leaves.append(Leaf(kind, on, ref, canonical.dumps(content), (), is_public=True))
        with transaction.atomic():
            append_prepared(actor=system("bench"), prepared=Prepared(tuple(leaves)), now=clock.now())


def _insert_decisions(count: int, cases: int, chance: random.Random) -> int:
    """Rows of decisions, lines, licences and their statuses, with sums and terms, in sets; the entries that they take."""
    from django.db import transaction

    from licet.register import models
    from licet.register.domain.cells import Sums
    from licet.register.services import cells, entries

    tables = (models.RegisteredDecision, models.RegisteredLine, models.RegisteredLicence, models.StatusEntry, models.ListedDecision)
    position, tally = 0, dict[Any, Sums]()
    for start in range(0, count, 10 * AT_ONCE):
        rows: dict[Any, list[tuple[Any, ...]]] = {table: [] for table in tables}
        for number in range(start, min(start + 10 * AT_ONCE, count)):
            entries_of_case = list(_make_entries([number], cases, position, chance))
            position += len(entries_of_case)
            _add_rows(entries_of_case, rows, tally, entries)
        with transaction.atomic():
            for table, values in rows.items():
                _insert_rows(table, values)
    with transaction.atomic():
        cells.replace_sums({}, tally)
    return position


def _add_rows(entries_of_case: list[Any], rows: dict[Any, list[tuple[Any, ...]]], tally: dict[Any, Any], entries: Any) -> None:
    """The rows and sums of one decision and of what followed it; corrections and exclusions are left to the reader."""
    from licet.register import domain, models
    from licet.register.domain.cells import LaterStatus, StandingLine, sum_up
    from licet.register.services.listing import _write_terms

    decided, *later_entries = entries_of_case
    reading = domain.read_decision(decided.published, decided.on, entries.rate)
    decision = entries._decision(decided, reading)
    lines = [entries._line(decided, reading.destination, line) for line in reading.lines]
    licences = [_make_licence(entry) for entry in later_entries if entry.kind == "licences:licence:issued"]
    for entry in later_entries:
        if entry.kind == "licences:licence:status-changed":
            licences[0].status = entry.published["target"]
            rows[models.StatusEntry].append((entry.position, entry.ref, "in force", licences[0].status, entry.on.isoformat(), "", ""))
    standing = [
        StandingLine(
            decided.ref, line.destination, line.head, line.military, line.outcome, line.year, line.quarter, line.listed, line.value_minor,
            line.no_value,
        )
        for line in lines
    ]  # fmt: skip
    later = LaterStatus(*(sum(licence.status == status for licence in licences) for status in ("suspended", "revoked")))
    for key, sums in sum_up(standing, {decided.ref: later}).items():
        _add_sums(tally, key, sums)
    for row in (decision, *lines, *licences):
        fields = [field for field in row._meta.concrete_fields if field.column]
        rows[type(row)].append(tuple(_to_column(getattr(row, field.attname)) for field in fields))
    terms = _write_terms(decision, licences, [(line.rating, line.head) for line in lines])
    rows[models.ListedDecision].append((decided.position, terms))


def _add_sums(tally: dict[Any, Any], key: Any, sums: Any) -> None:
    from licet.register.domain.cells import NUMBERS

    if (total := tally.get(key)) is None:
        tally[key] = sums
        return
    for name in NUMBERS:
        setattr(total, name, getattr(total, name) + getattr(sums, name))
    total.largest = max((value for value in (total.largest, sums.largest) if value is not None), default=None)


def _make_licence(entry: Any) -> Any:
    from licet.register import domain, models

    return models.RegisteredLicence(
        reference=entry.ref,
        slug=domain.slug(entry.ref),
        position=entry.position,
        decision=entry.published["decision"],
        licence_type="individual",
        issued_on=entry.on,
        valid_from=entry.on,
        valid_until=entry.on + timedelta(days=730),
        check_code_sha256=f"{entry.position:064}",
        status="in force",
        status_on=entry.on,
    )


def _to_column(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value.isoformat() if isinstance(value, date) else value


def _insert_rows(table: Any, rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    if rows:
        columns = [field.column for field in table._meta.concrete_fields if field.column]
        names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f'INSERT INTO "{table._meta.db_table}" ({names}) VALUES ({places})', rows)


def _make_entries(numbers: Sequence[int], cases: int, position: int, chance: random.Random) -> Iterator[Any]:
    for number in numbers:
        for kind, ref, published in _invent_entries(number, cases, chance):
            yield _make_entry(position, kind, ref, FIRST_DAY + timedelta(days=number * DAYS // cases), published)
            position += 1


def _invent_entries(number: int, cases: int, chance: random.Random) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A decision on one case, and what followed it."""
    on = FIRST_DAY + timedelta(days=number * DAYS // cases)
    decision, licence = f"XA-DEC {on.year}/{number:07}", f"XA-LIC {on.year}/{number:07}"
    outcomes = [chance.choices(("grant", "refuse", "no licence required"), (90, 8, 2))[0] for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    lines = [_invent_line(outcome, chance) for outcome in outcomes]
    yield "decisions:decision:made", decision, _invent_decision(lines, chance.choice(_list_destinations()))
    if "grant" not in outcomes:
        return
    until = (on + timedelta(days=730)).isoformat()
    yield "licences:licence:issued", licence, {"decision": decision, "valid_from": on.isoformat(), "valid_until": until}
    if later := chance.choices(("", "suspended", "revoked", "expired"), (50, 3, 1, 46))[0]:
        yield "licences:licence:status-changed", licence, {"source": "in force", "target": later, "decision": "", "act": ""}
    if number % 5_000 == 77:
        yield "register:decision:excluded", decision, {"reason": "Issued twice by mistake."}
    if number % 5_000 == 99:
        changed = {"line": 1, "field": "value_minor", "before": "", "after": "100", "reason": "A typing error."}
        yield "register:figure:corrected", decision, changed


def _invent_decision(lines: list[dict[str, Any]], place: str) -> dict[str, Any]:
    outcomes = {line["outcome"] for line in lines}
    whole = {"grant": "granted", "refuse": "refused"}.get(next(iter(outcomes)), "no licence required")
    values = [line["value_minor"] for line in lines if line["outcome"] == "grant" and line["value_minor"] is not None]
    return {
        "outcome": whole if len(outcomes) == 1 else "partly granted",
        "licence_type": "individual",
        "countries": [{"role": "end-user", "country": place}],
        "lines": lines,
        "value_minor": sum(values) if values else None,
        "currency": "EUR",
        "criteria": sorted({code for line in lines for code in line["criteria"]}),
    }


def _invent_line(outcome: str, chance: random.Random) -> dict[str, Any]:
    value = None if chance.random() < 0.02 else chance.randint(0, 10**8)
    criteria = [chance.choice(("1a", "2c", "4", "7"))] if outcome == "refuse" else []
    return {"outcome": outcome, "rating": chance.choice(_list_ratings()), "value_minor": value, "criteria": criteria}


@cache
def _list_destinations() -> tuple[str, ...]:
    from licet.policy import public as policy

    return tuple(item.code for item in policy.destinations())


@cache
def _list_ratings() -> tuple[str, ...]:
    """Eighty entries of a list; most of them twice, with a point below them."""
    military = [f"ML{number}" for number in range(1, 23)]
    other = [f"{category}{group}00{number}" for category in range(10) for group in "ADE" for number in range(1, 3)]
    return tuple(code for head in (*military, *other) for code in (head, f"{head}.a"))


def _make_entry(position: int, kind: str, ref: str, on: date, published: dict[str, Any]) -> Any:
    from licet.ledger.public import PublishedEntry

    return PublishedEntry(position=position, kind=kind, ref=ref, on=on, pack="bench", published=published, sealed={})


def _list_pages() -> Iterator[tuple[str, str, bool]]:
    """What is opened, and whether the limit of the design is for it."""
    place, year = _list_destinations()[7], 2027
    licences = "/licences/"
    figures = "/figures"
    yield "register home", "/", True
    yield "register figure, value by destination", f"{figures}/value-by-destination", True
    yield "register figure, number by rating and outcome", f"{figures}/count-by-rating-outcome", True
    yield "register figure, number by outcome in a year", f"{figures}/count-by-outcome?year={year}", True
    yield "register figure, value by rating to one destination", f"{figures}/value-by-rating?destination={place}", True
    yield "register destinations", "/destinations/", True
    yield "register page of one destination", f"/destinations/{place}", True
    yield "register licence", f"{licences}XA-DEC-2021-0000003", True
    yield "register list", licences, True
    yield "register search, a whole reference", f"{licences}?q=XA-DEC+2021%2F0000123", True
    yield "register search, a piece of a number", f"{licences}?q=0412", True
    yield "register search, two letters", f"{licences}?q=41", True
    yield "register search, what every reference has", f"{licences}?q=XA", True
    yield "register search, nothing found", f"{licences}?q=no+such+thing", True
    yield "register search, a rating", f"{licences}?q=ML6", True
    yield "register search, a destination", f"{licences}?q=France", True
    yield "register filter, outcome", f"{licences}?outcome=issued", True
    yield "register filter, status", f"{licences}?status=revoked", True
    yield "register filter, year and status", f"{licences}?year={year}&status=suspended&outcome=issued", True
    yield "register filter, rating and destination", f"{licences}?rating=ML6&destination={place}", True
    yield "register list, a deep page", f"{licences}?after=9000", True
    yield "register list, a deep page of a filter", f"{licences}?outcome=refused&after=9000", True
    yield "register figure of an earlier vintage", f"{figures}/value-by-destination?asof={EARLIER_VINTAGE}", False


def _measure_page(name: str, address: str, cases: int, *, limited: bool) -> Iterator[dict[str, Any]]:
    from django.test import Client

    client = Client()

    def fetch_page() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    queries, _ = count_queries(fetch_page)
    yield compare_with_limit(
        f"{name}: CPU at {cases:,} cases, {queries} queries", measure_cpu(fetch_page), "ms", LIMIT if limited else None
    )


def _measure_first_byte(cases: int) -> dict[str, Any]:
    from django.test import Client

    client = Client()

    def fetch_page() -> None:
        response: Any = client.get("/data/lines.csv")
        next(iter(response.streaming_content))
        response.close()

    fetch_page()
    return compare_with_limit(f"register download of all lines, first byte: CPU at {cases:,} cases", measure_cpu(fetch_page), "ms", LIMIT)


def _measure_letters() -> list[dict[str, Any]]:
    """The letters of one act: the longest time for which one handler keeps everybody else waiting."""
    from django.db import transaction
    from tests.unit.notices import samples

    from licet.kernel.actor import Actor
    from licet.kernel.permission import Permission
    from licet.notices import public as notices
    from licet.platform import clock, outbox
    from licet.policy import public as policy
    from licet.project.subscriptions import SUBSCRIPTIONS

    officer = Actor("user:F", "Officer", permissions=frozenset({Permission.MESSAGE_SEND}), department="licensing")
    drafts = [
        notices.MessageDraft(
            letter=samples.suspension(), organisation="ORG1", key=str(number), licence="L", email=f"a{number}@orlan.example"
        )
        for number in range(LETTERS)
    ]
    longest = {"notices.render": 0.0, "notices.mail": 0.0}
    handlers = {"notices.render": notices.render_written, "notices.mail": notices.mail_written}
    kinds = [(kind, name, _time_handler(handlers[name], name, longest)) for kind, name, _ in SUBSCRIPTIONS if name in handlers]
    began = process_time()
    with outbox.subscribed(*kinds):
        with transaction.atomic():
            written = notices.write(actor=officer, messages=drafts, now=clock.now(), act="XA-ACT 1")
            policy.record_events(actor=officer, events=written.events, now=clock.now())
        outbox.deliver_pending()
    whole = process_time() - began
    return [
        compare_with_limit(
            f"letters: CPU of the longest call of a handler, {LETTERS:,} letters of one act", round(max(longest.values()), 1), "s", 10
        ),
        compare_with_limit(f"letters: CPU of making {LETTERS:,} of one act into documents and mailing them", round(whole, 1), "s", None),
    ]


def _time_handler(handler: Callable[[Any], Any], name: str, longest: dict[str, float]) -> Callable[[Any], Any]:
    def handle_events(events: Any) -> Any:
        began = process_time()
        unfinished = handler(events)
        longest[name] = max(longest[name], process_time() - began)
        return unfinished

    return handle_events


if __name__ == "__main__":
    print(json.dumps(_measure_register(int(sys.argv[1])), ensure_ascii=False))
