"""What must be said beside a number, as data (regime 7, transparency 2.5). Chosen by what stands in the figure."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caveat:
    """``code`` is stable, for programs; ``words`` are one or two sentences."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the caveats of a figure depend on."""

    of_value: bool
    by_rating: bool
    by_destination: bool
    from_log: bool
    outcomes: tuple[str, ...]
    without_value: int = 0
    zero_values: int = 0
    not_listed: int = 0
    not_rated: int = 0
    unknown_countries: int = 0
    suspended: int = 0
    revoked: int = 0
    excluded: int = 0
    corrected: int = 0
    largest_percent: int = 0
    largest_ref: str = ""
    coverage: str = ""
    incomplete: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    national_codes: tuple[str, ...] = ()
    national_lines: int = 0
    on_applications: int = 0
    on_licences: int = 0


def caveats(seen: Seen) -> tuple[Caveat, ...]:
    return tuple(Caveat(code, words) for code, words in _found(seen))


def _found(seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.of_value:
        yield from _of_value(seen)
    yield from _of_counting(seen)
    yield from _of_time(seen)
    yield from _of_names(seen)
    yield from _of_later(seen)


def _of_value(seen: Seen) -> Iterator[tuple[str, str]]:
    yield "licensed-not-shipped", "What may be exported, as declared by the applicant; what was shipped may be less, or nothing."
    if seen.without_value:
        yield "no-value", f"{_lines(seen.without_value)} without a recorded value: counted as lines, not as zero."
    if seen.zero_values:
        yield "zero-value", f"{_lines(seen.zero_values)} recorded with the value 0, as the source has it."
    if "suspended" in seen.outcomes and "issued" in seen.outcomes:
        yield "outcomes-overlap", "A licence that was suspended or revoked was also issued: the total is of licences issued."
    if "refused" in seen.outcomes:
        yield "refused-no-value", "An application that was refused has no value."
    if seen.largest_percent:
        yield "one-dominates", f"One line, {seen.largest_ref}, makes {seen.largest_percent} % of the total value."


def _of_counting(seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.by_rating and seen.from_log:
        yield "several-ratings", "A licence with several ratings is counted under each; the total counts it once."
    if seen.on_licences:
        yield (
            "applications-and-licences",
            (
                f"{seen.on_applications:,} of these decisions are on applications, which the list of licences and refusals shows, and "
                f"{seen.on_licences:,} are on licences: suspensions, reinstatements and revocations. A decision may have several outcomes."
            ),
        )
    if seen.from_log:
        yield "by-day-of-decision", "Counted by the day of decision in the authority's zone."
    else:
        yield "groups", "Counts are the source's own, by value line: a group of the source is not one licence, and values are whole pounds."


def _of_time(seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.coverage:
        yield "coverage", seen.coverage
    if seen.outside:
        verb = "is" if len(seen.outside) == 1 else "are"
        yield "outside-coverage", f"{_and(seen.outside)} {verb} outside what this source covers: nothing is known of that time from it."
    if seen.incomplete:
        verb = "is" if len(seen.incomplete) == 1 else "are"
        yield "incomplete", f"{_and(seen.incomplete)} {verb} incomplete: the source covers only a part of that time."


def _of_names(seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.by_destination and seen.from_log:
        yield (
            "one-destination",
            (
                "Each licence counts once, at the ultimate end user's country if one is named, else the end user's, else the consignee's. "
                "Incorporated goods may go further."
            ),
        )
    if seen.unknown_countries:
        yield "unknown-destination", f"{_lines_that('name', seen.unknown_countries)} a destination that no list holds: shown as written."
    if seen.not_listed:
        yield "not-in-the-list", f"{_lines_that('bear', seen.not_listed)} a code that is not in the list: kept as written."
    if seen.national_lines:
        codes, verb = _and(seen.national_codes), "is" if seen.national_lines == 1 else "are"
        yield "national-codes", f"{_lines(seen.national_lines)} under national codes ({codes}) {verb} counted as military."
    if seen.not_rated and seen.by_rating:
        yield "not-rated", f"{_lines_that('bear', seen.not_rated)} no rating."


def _of_later(seen: Seen) -> Iterator[tuple[str, str]]:
    if seen.suspended or seen.revoked:
        later = f"{seen.suspended} now suspended and {seen.revoked} now revoked"
        yield "later-status", f"Of the licences counted as issued, {later}: they stay counted, and are shown apart."
    if seen.excluded:
        left_out = "1 decision is left out" if seen.excluded == 1 else f"{seen.excluded} decisions are left out, each"
        yield "excluded", f"{left_out} by a published exclusion with its reason."
    if seen.corrected:
        plural = "correction is" if seen.corrected == 1 else "corrections are"
        yield "corrected", f"{seen.corrected} published {plural} taken into account."


def _and(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _lines_that(verb: str, count: int) -> str:
    return f"{_lines(count)} {verb}s" if count == 1 else f"{_lines(count)} {verb}"


def _lines(count: int) -> str:
    return f"{count:,} line" if count == 1 else f"{count:,} lines"
