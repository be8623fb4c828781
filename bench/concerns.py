"""`bin/bench concerns`: officials who raise concerns at the same moment, through the served pages, as processes of their own.

The peer is quoted: GlobaLeaks 5.0.95 on a 2-core machine under other load, an empty questionnaire, only the last call counted:
with 8 senders 4.6 a second accepted, 58 to 64 of 100 lost, p95 708 to 1,171 ms. GlobaLeaks does more for each request
(one recipient's key, a mail) and chose SQLite without a queue of writers. Here a request is the whole form with three points, sealed
for four levels, the raiser and colleagues; one web process as `licet serve` starts it, SQLite, every filing flushed to the disk.
Every code that was shown is afterwards tried: it must open the concern that was sent under it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
SENT, PEER = 1_000, "GlobaLeaks 5.0.95, 8 senders"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = re.compile(rb'id="code"[^>]*>\s*([0-9A-Z-]{35})')


def measure_all() -> list[dict[str, Any]]:
    """Measure; returns the results of `--json`."""
    with _make_store() as environment, _serve_store(environment) as address:
        for_eight = _run_senders(8, address, environment)
        for_many = _run_senders(32, address, environment)
    return [*_make_results(for_eight), _make_result_of_lost("lost of 1,000 raised by 32 senders at once", for_many)]


@contextmanager
def _make_store() -> Iterator[dict[str, str]]:
    """An empty authority with somebody at every level of the ladder."""
    with tempfile.TemporaryDirectory(prefix="licet-bench-") as folder:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LICET_", "DJANGO_"))}
        paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        environment = clean | {"LICET_HOME": folder, "LICET_ENV": "test", "LICET_QUIET": "yes", "PYTHONPATH": paths}
        _run_python(environment, "-m", "licet", "init")
        _run_python(environment, __file__, "people")
        yield environment


@contextmanager
def _serve_store(environment: dict[str, str]) -> Iterator[str]:
    from tests.stores import free_port

    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "licet", "serve", "--port", address.rpartition(":")[2]]
    server = subprocess.Popen(command, env=environment | {"LICET_BASE_URL": f"http://{address}"}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        try:
            connection = HTTPConnection(address, timeout=2)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _run_senders(count: int, address: str, environment: dict[str, str]) -> dict[str, Any]:
    """All senders at once; every accepted code is then tried."""
    each = -(-SENT // count)
    command = [sys.executable, __file__, "send", address, str(each)]
    pipes = {"stdout": subprocess.PIPE, "stdin": subprocess.PIPE}
    senders = [subprocess.Popen([*command, str(place)], env=environment, **pipes) for place in range(count)]
    for sender in senders:
        assert sender.stdout is not None
        sender.stdout.readline()  # it holds its form
    began = perf_counter()
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write(b"go\n")
        sender.stdin.flush()
    told = [json.loads(sender.communicate()[0]) for sender in senders]
    took = perf_counter() - began
    codes = {code: text for one in told for code, text in one["codes"].items()}
    opened = json.loads(_run_python(environment, __file__, "open", told=json.dumps(codes)))
    taken = sorted(seconds for one in told for seconds in one["seconds"])
    return {"sent": each * count, "opened": opened, "seconds": took, "p95": taken[int(len(taken) * 0.95)] * 1000}


def _make_results(measured: dict[str, Any]) -> list[dict[str, Any]]:
    speed, p95 = measured["opened"] / measured["seconds"], measured["p95"]
    return [
        _make_result_of_lost("lost of 1,000 raised by 8 senders at once", measured),
        _make_result("accepted by the pages, 8 senders", round(speed, 1), "concerns/s", f"{PEER}: 4.6", speed / 4.6, "≥ 25", speed >= 25),
        _make_result("p95 of raising one, 8 senders", round(p95), "ms", f"{PEER}: 708–1,171", p95 / 708, "≤ 250 ms", p95 <= 250),
    ]


def _make_result_of_lost(name: str, measured: dict[str, Any]) -> dict[str, Any]:
    lost = measured["sent"] - measured["opened"]
    return _make_result(name, lost, "concerns", f"{PEER}: 58–64 of 100", lost / measured["sent"], "0", lost == 0)


def _make_result(name: str, value: float, unit: str, peer: str, ratio: float, target: str, met: bool) -> dict[str, Any]:
    kind = {"peer": peer, "peer_kind": "quoted", "ratio": round(ratio, 3)}
    return {"name": name, "value": value, "unit": unit} | kind | {"target": target, "met": met}


def _run_python(environment: dict[str, str], *arguments: str, told: str = "") -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, input=told, stdout=subprocess.PIPE, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(f"{arguments} failed")
    return done.stdout


# --- what the processes do --------------------------------------------------------------------------------------------
def _send_concerns(address: str, count: int, place: str) -> None:
    """One official: the form once, then concern after concern. Prints how long each took, and the codes with their texts."""
    connection = HTTPConnection(address, timeout=60)
    connection.request("GET", "/concerns/raise")
    answer = connection.getresponse()
    found, cookies = TOKEN.search(answer.read()), answer.getheader("Set-Cookie", "").partition(";")[0]
    assert found, "the form has no token"
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "Connection": "close",
        "Referer": f"http://{address}/concerns/raise",
    }
    print(flush=True)
    sys.stdin.readline()
    seconds, codes = [], {}
    for number in range(count):
        text = f"Sender {place}, concern {number}: the advice was changed after it was given."
        fields = {"destination": "FR", "naming": "nobody", "boxes": "3", "point_1": text, "point_2": text * 5, "point_3": text * 20}
        body = urlencode({"csrfmiddlewaretoken": found[1].decode(), **fields})
        began = perf_counter()
        connection = HTTPConnection(address, timeout=120)  # one for each, as from different people
        connection.request("POST", "/concerns/raise", body, headers)
        answer = connection.getresponse()
        page = answer.read()
        connection.close()
        seconds.append(perf_counter() - began)
        if answer.status == 200 and (code := CODE.search(page)):
            codes[code[1].decode()] = text
    print(json.dumps({"seconds": seconds, "codes": codes}))


def _open_concerns() -> None:
    """How many of the codes on standard input open the concern that was sent under them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.project.settings")
    django.setup()
    from licet.concerns.public import come_back

    codes: dict[str, str] = json.load(sys.stdin)
    print(sum(come_back(code).points[0].text == text for code, text in codes.items()))


def _make_people() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.project.settings")
    django.setup()
    from tests.module.concerns import told

    told.build()


if __name__ == "__main__":
    if sys.argv[1:2] == ["send"]:
        _send_concerns(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    elif sys.argv[1:] == ["open"]:
        _open_concerns()
    elif sys.argv[1:] == ["people"]:
        _make_people()
    else:
        print(json.dumps(measure_all(), indent=1))
