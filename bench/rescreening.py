"""Part of `bin/bench screening`: the parties of 20,000 live licences compared again, wholly and with what changed on a list.

The list has 50,000 invented names. Its next version changes 200 of them, 40 so that they are like a party. Consignees come
back on many licences, end users on some, as they do in life. Nobody publishes such figures: the peer of the comparison with
what changed is the whole one of the same run, which is what it would cost without; the limits are the design's.
"""

from __future__ import annotations

import csv
import json
import os
import random
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measuring import compare_with_limit
from bench.screening import LISTED, SEED, invent_names

LIVE, CHANGED, LIKE = 20_000, 200, 40
CONSIGNEES, END_USERS = 1_500, 4_000


def measure_rescreening() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database="concerns")
    from tests import world as worlds

    home = Path(os.environ["LICET_HOME"])
    world = worlds.build(home)
    chance = random.Random(SEED)
    listed = invent_names(chance, LISTED)
    parties = invent_names(chance, CONSIGNEES + END_USERS)
    _make_licences(world, parties, chance)
    _load_list(world, home / "list.csv", listed)
    whole, whole_runs = _time_rescreening(world, compared=LIVE)
    for place, name in zip(chance.sample(range(LISTED), CHANGED), chance.sample(parties, CHANGED), strict=True):
        listed[place] = f"{name} ltd" if place % (CHANGED // LIKE) == 0 else f"{listed[place]} {chance.randint(1, 99)}"
    _load_list(world, home / "list.csv", listed)
    changed, runs = _time_rescreening(world, compared=LIVE)
    again, none = _time_rescreening(world, compared=0)
    assert runs > 0, runs
    assert none == 0, none
    what = f"{LIVE:,} live licences"
    return [
        compare_with_limit(f"{what} compared with a list of {LISTED:,} names, all of it", whole, "s", 300.0),
        _compare_with_whole(f"{what} compared with what changed on it ({CHANGED} entries; {runs:,} new runs)", changed, whole),
        compare_with_limit(f"{what} when nothing changed", again, "s", 2.0),
        compare_with_limit(
            f"possible matches on {what} counted and listed, {whole_runs + runs:,} new runs", _time_first_page(world), "s", 1.0
        ),
    ]


def _make_licences(world: Any, names: list[str], chance: random.Random) -> None:
    """Licences, each with a run of two parties over an older list: consignees first among the names."""
    from bench.crowd import copy_case, list_tables_of_case
    from licet.licences.public import LicenceLine
    from licet.platform.ids import new_id
    from licet.screening.domain.listed import PartyName
    from licet.screening.models import Compared, Run, RunParty

    case = world.granted().case
    copy_case(list_tables_of_case(), case=case.pk, numbers=range(1, LIVE))
    versions = LicenceLine.objects.exclude(line__version=case.version_id).order_by("line__version").values_list("line__version", flat=True)
    compared = Run.objects.get(subject_ref=case.version_id).compared
    facts = {"lists": compared.basis.lists, "threshold": 780, "rule_version": "tokens-1", "screened_at": world.now()}
    runs = [Run(id=new_id(), subject_ref=ref, number=1, **facts) for ref in versions]
    Run.objects.bulk_create(runs, batch_size=5_000)
    noted = [Compared(run=run, basis=compared.basis, compared_at=world.now(), compared_by="bench") for run in runs]
    Compared.objects.bulk_create(noted, batch_size=5_000)
    rows = []
    for run in runs:
        chosen = ("c", chance.randrange(CONSIGNEES)), ("e", CONSIGNEES + chance.randrange(END_USERS))
        for ref, place in chosen:
            party = PartyName(ref, names[place], country="QN", address=f"{place} Street")
            facts = {"name": party.name, "form": party.form, "country": "QN", "address": party.address, "fingerprint": party.fingerprint}
            rows.append(RunParty(id=new_id(), run=run, party_ref=ref, **facts))
    RunParty.objects.bulk_create(rows, batch_size=5_000)


def _load_list(world: Any, path: Path, names: list[str]) -> None:
    from django.db import connection
    from tests.world import ADMINISTRATOR

    from licet.screening import public as screening

    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("ref", "name"), *((f"E{place}", name) for place, name in enumerate(names))])
    screening.load_csv(actor=ADMINISTRATOR, path=path, name="invented", now=world.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the crowd was counted before there was a list, and the engine would go by that


def _time_rescreening(world: Any, *, compared: int) -> tuple[float, int]:
    """Seconds, and how many have other matches now. ``compared``: how many must be due."""
    from licet.kernel.actor import system
    from licet.kernel.permission import Permission
    from licet.reviews import public as reviews

    began = perf_counter()
    done = reviews.rescreen(actor=system("bench", Permission.RUN_MAKE), now=world.now())
    assert done.compared == compared, done
    return perf_counter() - began, done.runs


def _time_first_page(world: Any) -> float:
    """Seconds for the counts and the first page of the desk's list."""
    from licet.reviews import public as reviews

    began = perf_counter()
    counts = reviews.match_counts(actor=world["screener"])
    found = reviews.open_matches(actor=world["screener"])
    assert counts["licences"] >= len(found[reviews.MatchedOn.LICENCE].rows) > 0
    return perf_counter() - began


def _compare_with_whole(name: str, seconds: float, whole: float) -> dict[str, Any]:
    ratio = round(seconds / whole, 3)
    facts = {"peer": "all of it compared again, in the same run", "peer_kind": "run", "ratio": ratio, "target": "≤ 0.25"}
    return compare_with_limit(name, seconds, "s", 60.0) | facts | {"met": ratio <= 0.25 and seconds <= 60.0}


if __name__ == "__main__":
    print(json.dumps(measure_rescreening(), ensure_ascii=False))
