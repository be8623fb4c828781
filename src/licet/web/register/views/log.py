from collections.abc import Iterator
from itertools import batched

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from licet.kernel.errors import Invalid
from licet.register import public as register
from licet.web.components.access import public
from licet.web.register import presenting
from licet.web.register.navigation import address, shown

REASON = "the verifiable log is there to be checked by anybody"
TEXT = "text/plain; charset=utf-8"
RECENT = 20


@public(reason=REASON)
def log(request: HttpRequest) -> HttpResponse:
    state = register.log_state()
    recent = list(register.recent_entries(state.size, RECENT))
    differences = presenting.differences(state.comparison)
    context = {
        "state": state,
        "recent": recent,
        "differences": differences,
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
        "base": address(request),
    }
    return shown(request, "log", context)


@public(reason=REASON)
def checkpoint(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(register.checkpoint_note(), content_type=TEXT)
    answer["Cache-Control"] = "public, max-age=5"
    return answer


@public(reason=REASON, parameters=("from", "limit"))
def entries(request: HttpRequest) -> HttpResponse:
    """The log from an entry on, a line each, as far as it goes or ``limit`` entries."""
    start, limit = _number(request, "from", 0), _number(request, "limit", None)
    return StreamingHttpResponse(_in_blocks(register.entries(start or 0, limit)), content_type="application/jsonl")  # type: ignore[return-value]


def _in_blocks(lines: Iterator[bytes]) -> Iterator[bytes]:
    for block in batched(lines, 500):
        yield b"".join(block)


def _number(request: HttpRequest, name: str, otherwise: int | None) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Invalid(f"“{text[:40]}” is not the number of an entry: write {name}=0.", place=name)
    return int(text)


@public(reason=REASON)
def entry(request: HttpRequest, position: int) -> HttpResponse:
    """One entry as it was published, with its proof."""
    found, leaf_text = register.entry(position)
    state = register.log_state()
    covered = state.checkpoint is not None and position < state.checkpoint.size
    context = {"entry": found, "leaf": leaf_text, "covered": covered, "base": address(request), "state": state}
    return shown(request, "entry", context | {"internal_batch": register.INTERNAL_BATCH})


@public(reason=REASON)
def leaf(request: HttpRequest, position: int) -> HttpResponse:
    """The bytes of one entry, exactly as they were hashed."""
    answer = HttpResponse(register.leaf(position), content_type="application/json")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@public(reason=REASON)
def proof(request: HttpRequest, position: int) -> HttpResponse:
    answer = HttpResponse(register.proof(position), content_type=TEXT)
    answer["Content-Disposition"] = f'attachment; filename="{position}.tlog-proof"'
    return answer


@public(reason=REASON)
def key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{register.log_state().key}\n", content_type=TEXT)


@public(reason=REASON)
def verifier(request: HttpRequest) -> HttpResponse:
    """licet_verify as one file that Python runs."""
    answer = HttpResponse(register.verifier_program(), content_type="application/octet-stream")
    answer["Content-Disposition"] = 'attachment; filename="licet_verify.pyz"'
    return answer


@public(reason=REASON)
def check_this_yourself(request: HttpRequest) -> HttpResponse:
    state = register.log_state()
    base = address(request)
    context = {
        "state": state,
        "command": whole_check(base),
        "register_command": register_check(base),
        "base": base,
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
    }
    return shown(request, "check_this_yourself", context)


def whole_check(base: str) -> str:
    """One line that fetches the verifier, the key, the newest checkpoint and the log, and checks the log."""
    parts = "{licet_verify.pyz,key,checkpoint,entries}"
    return f'cd "$(mktemp -d)" && curl -sSfO "{base}/log/{parts}" && python3 licet_verify.pyz log entries --checkpoint checkpoint --key key'


def register_check(base: str) -> str:
    """One line that fetches the register, and then the log, and compares the two."""
    files = f'"{base}/data/register.jsonl" && curl -sSfO "{base}/log/{{licet_verify.pyz,key,checkpoint,entries}}"'
    compare = "python3 licet_verify.pyz register register.jsonl --log entries --checkpoint checkpoint --key key"
    return f'cd "$(mktemp -d)" && curl -sSfO {files} && {compare}'
