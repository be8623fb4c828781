"""`bin/bench requests`: CPU of a mix of requests with connections that are kept open, and with connections opened anew.

The pages that people open most, on the public register, the portal, the desk and the log, through the same WSGI application that
`licet serve` runs, with sessions as in life. The figure is milliseconds of CPU for one request of the mix: the
median over rounds, which alternate between the two ways so that both meet the same machine. Kept open is what the settings say;
the peer is the same mix when each request opens its connection anew, as it was before.
"""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.alone import run_alone, start_postgresql

ROUNDS = 15
TARGET = 11.0  # milliseconds, on SQLite: there a connection reads the whole schema when it is opened
VISITOR, EXPORTER, OFFICER = "", "exporter", "officer"


def measure_all() -> list[dict[str, Any]]:
    """Measure on both engines; returns the results of `--json`."""
    results = run_alone(__file__, "sqlite")
    with start_postgresql() as database:
        results += run_alone(__file__, "postgresql", database=database)
    return results


def _measure_mix(engine: str) -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("migrate", "concerns", verbosity=0, database="concerns")
    from django.core.wsgi import get_wsgi_application

    requests = _make_requests(_build_store())
    application = get_wsgi_application()
    kept, anew = list[float](), list[float]()
    for round_number in range(ROUNDS + 1):
        for milliseconds, age in ((kept, None), (anew, 0)):
            _use_connections(age)
            taken = _answer_requests(application, requests)
            if round_number:  # the first one warms up
                milliseconds.append(taken)
    value, peer = median(kept), median(anew)
    return [
        {
            "name": f"one request of a mix of {len(requests)}, connections kept, {engine}",
            "value": round(value, 1),
            "unit": "ms CPU",
            "peer": f"{peer:.1f} ms with connections opened anew",
            "peer_kind": "this run",
            "ratio": round(value / peer, 2),
            "target": f"≤ {TARGET:g} ms" if engine == "sqlite" else "",
            "met": value <= TARGET if engine == "sqlite" else None,
        }
    ]


def _build_store() -> Any:
    """Three licences, a refusal and two open cases, told to everybody who follows."""
    from datetime import timedelta

    from tests import world as worlds

    from licet.cli.running.due import do_round
    from licet.decisions.public import Outcome
    from licet.platform import clock
    from licet.platform.outbox import deliver_pending

    worlds.NOW = clock.now() - timedelta(days=1)
    world = worlds.build(Path(os.environ["LICET_HOME"]))
    for _ in range(3):
        world._granted()
    refused = world._ready()
    world.sign(world.propose(refused, Outcome.REFUSE, criteria=("2c",)), "officer", "countersigner")
    world.case()
    world.ready()
    deliver_pending()
    if failures := do_round().failures:
        raise RuntimeError(f"the store was not built: {failures}")
    return world


def _make_requests(world: Any) -> list[dict[str, Any]]:
    from licet.casework.public import Case

    case = Case.objects.order_by("reference").first()
    addresses = {
        VISITOR: ("/", "/licences/", "/log/", "/log/checkpoint", "/account/sign-in", "/concerns/"),
        EXPORTER: ("/portal/", "/portal/applications/", f"/portal/cases/{case.pk}/", "/portal/licences/", "/portal/messages/"),
        OFFICER: ("/desk/", "/desk/cases/", f"/desk/cases/{case.pk}/", "/desk/signing/", "/desk/licences/", f"/api/v1/cases/{case.pk}"),
    }
    cookies = {person: _sign_in(person) for person in addresses if person}
    return [_make_environ(address, cookies.get(person, "")) for person, paths in addresses.items() for address in paths]


def _sign_in(username: str) -> str:
    from django.conf import settings
    from django.test import Client

    from licet.people.public import user_by_username

    client = Client()
    client.force_login(user_by_username(username))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _make_environ(address: str, cookie: str) -> dict[str, Any]:
    from wsgiref.util import setup_testing_defaults

    environ: dict[str, Any] = {"PATH_INFO": address, "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": cookie, "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(environ)
    return environ


def _use_connections(age: int | None) -> None:
    """Close what is open; what is opened from now on lives so many seconds, or for ever."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        connection.settings_dict["CONN_MAX_AGE"] = age


def _answer_requests(application: Any, requests: list[dict[str, Any]]) -> float:
    """Answer each once, as gunicorn would have it answered; milliseconds of CPU for one."""
    began = process_time()
    for environ in requests:
        statuses: list[str] = []
        body = application(environ | {"wsgi.input": BytesIO()}, lambda status, headers, error=None, said=statuses: said.append(status))
        size = sum(len(part) for part in body)
        body.close()  # the end of a request: here connections are closed, or kept
        if statuses != ["200 OK"] or not size:
            raise RuntimeError(f"{environ['PATH_INFO']} answered {statuses}")
    return (process_time() - began) / len(requests) * 1000


if __name__ == "__main__":
    print(json.dumps(_measure_mix(sys.argv[1])))
