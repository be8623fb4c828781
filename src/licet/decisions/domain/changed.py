"""What changed between what was signed and what would be signed now, in sentences for the person whose signature became void."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from licet.decisions.domain.gate import BarCode

_WHAT_BARS: Mapping[str, str] = {
    BarCode.HOLD: "hold {about} binds it",
    BarCode.HOLD_UNKNOWN: "hold {about} may bind it, because a fact is not known",
    BarCode.RISK_FOUND: "the finding on criterion {criterion} bars it",
    BarCode.CLEAR_RISK: "a clear risk under criterion {criterion} takes it ({about})",
    BarCode.CLEAR_RISK_UNKNOWN: "a clear risk under criterion {criterion} may take it, because a fact is not known ({about})",
    BarCode.CONFIRMED_HIT: "a party is on a watchlist",
    BarCode.NOT_RATED: "nobody has rated it",
    BarCode.NO_ADVICE: "nobody has advised on criterion {criterion}",
    BarCode.UNDETERMINED: "criterion {criterion} is not determined",
    BarCode.DISAGREEMENT: "departments disagree on criterion {criterion}",
    BarCode.NO_ASSESSMENT: "no central assessment of {about} takes it, as criterion {criterion} asks",
    BarCode.NOT_DETERMINED: "the assessment does not determine criterion {criterion} ({about})",
    BarCode.NO_BASIS: "“no clear risk” under criterion {criterion} has no sufficient basis ({about})",
    BarCode.STALE_ASSESSMENT: "the assessment under criterion {criterion} is too old ({about})",
    BarCode.NOT_SCREENED: "the parties were not screened against every watchlist",
    BarCode.OPEN_HITS: "possible matches with a watchlist are not settled",
    BarCode.OPEN_ENQUIRY: "a question to the exporter is open",
    BarCode.OPEN_REFERRAL: "a question lies with the minister",
    BarCode.BY_DEPARTURE: "departure {about} passes criterion {criterion}",
}

type Part = Mapping[str, Any]
type Rows = Sequence[Part]


def changes_in_words(before: Part, after: Part, departments: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each difference of two signed parts; none where they are equal. ``departments`` gives their names by id."""
    lines = [row["line"] for part in (before, after) for row in part.get("lines", ())]
    names = {line: f"line {number}" for number, line in enumerate(dict.fromkeys(lines), 1)}
    said: dict[str, None] = {}
    for key in sorted(before.keys() | after.keys(), key=_place):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        told = _TOLD.get(key)
        sentences = list(told(old, new, {**names, **departments})) if told else []
        said.update(dict.fromkeys(sentences or _say_any(_label(key), old, new)))
    return tuple(said)


def _place(key: str) -> tuple[int, str]:
    """In the order of ``_TOLD``, then all else."""
    return (list(_TOLD).index(key) if key in _TOLD else len(_TOLD)), key


def _tell_application(old: Part, new: Part, _: Mapping[str, str]) -> Iterator[str]:
    yield f"The application is version {new['number']} now; version {old['number']} was signed."


def _tell_lines(old: Rows, new: Rows, names: Mapping[str, str]) -> Iterator[str]:
    before, after = _by(old, "line"), _by(new, "line")
    for key in dict.fromkeys([*before, *after]):
        line = names[key[0]]
        if key not in after or key not in before:
            yield f"{line.capitalize()} was {'left out' if key in before else 'added'}."
            continue
        then, now = before[key], after[key]
        if then["outcome"] != now["outcome"]:
            yield f"The outcome of {line} is “{now['outcome']}” now; “{then['outcome']}” was signed."
        if any(then.get(name) != now.get(name) for name in ("rating", "rating_reasons")):
            yield f"{line.capitalize()} was rated again."
        if then["facts"] != now["facts"]:
            facts = [_label(name) for name in now["facts"] if then["facts"].get(name) != now["facts"][name] and name != "version"]
            yield f"Facts of {line} changed: {', '.join(facts) or 'its version'}."
        words = [name for name in ("criteria", "conditions", "reasons", "disclosed", "withheld") if then.get(name) != now.get(name)]
        if words:
            yield f"What is decided on {line} changed: {', '.join(words)}."


def _tell_advice(old: Rows, new: Rows, names: Mapping[str, str]) -> Iterator[str]:
    keys = ("line", "criterion", "department", "level")
    before, after = _by(old, *keys), _by(new, *keys)
    for key in sorted(before.keys() | after.keys()):
        line, criterion, department, _level = key
        who, on = names.get(department, department), f"criterion {criterion}, {names.get(line, 'a line')}"
        then, now = before.get(key), after.get(key)
        if now is None:
            yield f"Advice of {who} on {on} no longer counts."
        elif then is None:
            yield f"{who} advised on {on}: {now['finding']}."
        elif then["finding"] != now["finding"]:
            yield f"{who} advised anew on {on}: {now['finding']}; before, it was {then['finding']}."
        elif then != now:
            yield f"{who} gave new reasons on {on}; the finding is the same, {now['finding']}."


def _tell_screening(old: Part, new: Part, _: Mapping[str, str]) -> Iterator[str]:
    for name, what in (("open_hits", "possible matches that nobody has settled"), ("confirmed_hits", "confirmed matches")):
        if old[name] != new[name]:
            yield f"Screening: {new[name]} {what} now; before, there were {old[name]}."
    if old["left_out"] != new["left_out"]:
        yield f"Watchlists left out of screening now: {', '.join(map(str, new['left_out'])) or 'none'}."
    if (old["run"], old["lists"]) != (new["run"], new["lists"]):
        yield "The parties were screened again."


def _tell_assessments(old: Any, new: Any, _: Mapping[str, str]) -> Iterator[str]:
    before, after = (_by(part if isinstance(part, list) else (), "assessment") for part in (old, new))
    for key in sorted(before.keys() | after.keys()):
        then, now = before.get(key), after.get(key)
        if now is None:
            yield f"Assessment {key[0]} is no longer taken into account."
        elif then is None:
            yield f"Assessment {key[0]}, version {now['number']}, is taken into account now."
        elif then["number"] != now["number"]:
            yield f"Assessment {key[0]} is version {now['number']} now; version {then['number']} was signed."
        elif then != now:
            yield f"Other conclusions of assessment {key[0]}, version {now['number']}, are taken into account now."


def _tell_holds(old: Rows, new: Rows, _: Mapping[str, str]) -> Iterator[str]:
    yield from _tell_rows(old, new, "Hold {} binds now.", "Hold {} no longer binds.", "Hold {} has other words now.")


def _tell_departures(old: Rows, new: Rows, _: Mapping[str, str]) -> Iterator[str]:
    yield from _tell_rows(
        old or (), new or (), "Departure {} is relied on now.", "Departure {} is no longer relied on.", "Departure {} has other words now."
    )


def _tell_licences(old: Rows, new: Rows, _: Mapping[str, str]) -> Iterator[str]:
    before, after = _by(old, "reference"), _by(new, "reference")
    for key in sorted(before.keys() & after.keys()):
        then, now = before[key], after[key]
        if then.get("status") != now.get("status"):
            yield f"Licence {key[0]} is {now.get('status')} now; it was {then.get('status')}."
        elif then.get("passes") != now.get("passes"):
            yield f"The departure no longer passes the same conclusions for licence {key[0]}."
        elif then != now:
            yield f"Licence {key[0]} changed since."
    for key in sorted(before.keys() ^ after.keys()):
        yield f"Licence {key[0]} was {'left out' if key in before else 'added'}."


def _tell_gate(old: Part, new: Part, names: Mapping[str, str]) -> Iterator[str]:
    for rows, others, word in ((new["bars"], old["bars"], "now"), (old["bars"], new["bars"], "no longer")):
        for bar in rows:
            if bar not in others:
                what = _WHAT_BARS[bar["code"]].format(about=bar["about"], criterion=bar["criterion"])
                yield f"The gate says of {names.get(bar['line'], 'a line')} {word}: {what}."
    if old["bars"] == new["bars"]:
        yield "The gate shows other criteria or conclusions than when it was signed."


def _tell_roles(old: Sequence[str], new: Sequence[str], _: Mapping[str, str]) -> Iterator[str]:
    yield f"Other signatures are asked for: {', '.join(new)} now; {', '.join(old)} before."


def _tell_rows(old: Rows, new: Rows, added: str, gone: str, changed: str) -> Iterator[str]:
    before, after = _by(old, "reference"), _by(new, "reference")
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield (added if key not in before else gone if key not in after else changed).format(key[0])


def _by(rows: Rows, *names: str) -> dict[tuple[str, ...], Part]:
    return {tuple(str(row[name]) for name in names): row for row in rows}


def _say_any(what: str, old: Any, new: Any) -> Iterator[str]:
    """Of what has no sentence of its own. Ids and digests say nothing to a reader, so only short plain values are shown."""
    shown = [value for value in (old, new) if isinstance(value, (int, str)) and not str(value).startswith("sha256:")]
    yield f"{what} changed: {new} now; {old} was signed." if len(shown) == 2 else f"{what} changed."


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


_TOLD: Mapping[str, Callable[[Any, Any, Mapping[str, str]], Iterator[str]]] = {
    "application": _tell_application,
    "lines": _tell_lines,
    "licences": _tell_licences,
    "advice": _tell_advice,
    "assessment": _tell_assessments,
    "screening": _tell_screening,
    "holds": _tell_holds,
    "departures": _tell_departures,
    "gate": _tell_gate,
    "roles": _tell_roles,
}
"""In the order in which a reader wants them."""
