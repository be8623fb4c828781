"""One version of an assessment on a terminal: the conclusions first, with what is not known beside them, then what they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from licet.cli.output import print_table

if TYPE_CHECKING:
    from licet.assessments.public import ConclusionFacts, VersionDraft, VersionView


def print_version(version: VersionView) -> None:
    row = version.row
    typer.echo(f"Version {row.number} ({version.state}), valid from {row.valid_from}, concluded on {row.recorded_on}")
    for line in (*_standing(version), *_conclusions(version)):
        typer.echo(line)
    for head, rows in _tables(version.content):
        typer.echo("")
        print_table(head, rows)
    typer.echo(f"\nWhat the public is told: {row.public_summary}\n")


def _standing(version: VersionView) -> Iterator[str]:
    """How old it is, how much was looked at, what was asked and not answered, and what changed since."""
    from licet.assessments.public import counted

    row, content = version.row, version.content
    stale = "".join(f" – stale: {why}" for why in version.stale)
    yield f"Evidence to {row.evidence_until} ({version.age} days old), review by {row.review_by}{stale}"
    yield counted(version.coverage)
    if content.questions:
        yield f"Questions to the recipient: {content.unanswered} of {len(content.questions)} not answered."
    for item in version.changed:
        now = "set aside since" if item.dropped else f"now version {item.newest}"
        yield f"Evidence changed since: {item.incident}, quoted in version {item.quoted}, {now}"
    if version.added:
        yield f"Evidence changed since: of before the cut-off {version.added} more recorded"
    if version.after_cutoff:
        yield f"Incidents after the cut-off, not considered: {version.after_cutoff}"


def _shortfalls(item: ConclusionFacts) -> Iterator[str]:
    """What a “no clear risk” lacks is never left out."""
    if item.lacks:
        yield f"   No sufficient basis, so the gate reads it as not determined: {'; '.join(item.lacks)}"
    elif item.short_of:
        yield f"   Short of the full requirement: {'; '.join(item.short_of)}"


def _conclusions(version: VersionView) -> Iterator[str]:
    from licet.assessments.public import named
    from licet.policy.public import destination_names

    names = destination_names()
    for number, (item, facts) in enumerate(zip(version.content.conclusions, version.conclusions, strict=True), 1):
        yield f"\n{number}. {item.finding.value}: {item.scope.sentence(names)}"
        yield from _shortfalls(facts)
        yield f"   {item.reasons}"
        yield f"   Rests on: {'; '.join(map(named, item.cites)) or 'no finding'}"
        if item.considered_against:
            yield f"   Considered against: {item.considered_against}"


type Table = tuple[tuple[str, ...], Sequence[tuple[object, ...]]]


def _tables(content: VersionDraft) -> Iterator[Table]:
    single = [(item.key, item.finding.value) for item in (content.commitment, content.capability) if item]
    yield ("stands on", "finding"), [*((item.theme.value, item.finding.value) for item in content.themes), *single]
    yield ("procedure", "exists", "used"), [(item.kind.value, item.exists.value, item.used.value) for item in content.schedule()]
    if content.assurances:
        yield ("assured", "by", "on", "the record since"), [(item.text, item.by, item.given_on, item.since) for item in content.assurances]
    if content.questions:
        asked = [(item.text, item.asked_of, item.asked_on, item.answered_on or "not answered") for item in content.questions]
        yield ("asked", "of", "on", "answered"), asked
    found = [
        (item.incident, item.number, item.rule.value, f"{item.finding.value}{f': {item.why.value}' if item.why else ''}")
        for item in content.incidents
    ]
    yield ("incident", "version", "rule", "finding"), found
