"""The tour of five minutes, once: `bin/run` prints it, docs/tutorial/index.md is it."""
# ruff: noqa: E501  (what people read stands on one line)

import textwrap
from dataclasses import dataclass
from typing import Final

from licet.demo.domain.persons import PERSONS, TOURED, Person

SIGN_IN: Final = "/account/sign-in-as"


@dataclass(frozen=True, slots=True)
class Stop:
    """Who (a user name, "" for anybody), where, what to do, and what is then seen."""

    who: str
    where: str
    do: str
    see: str


STOPS: Final = (
    Stop(
        "mara.ilsen",
        "/portal/",
        "Under “Waiting for you”, open the question about the TR-640 thermal weapon sight for the Mirasol Ministry of Defence, and answer it in a sentence.",
        "The application goes from “awaiting exporter” to “in progress”, and the authority's clock runs again: days on which it waited for you do not count.",
    ),
    Stop(
        "tomas.reyl",
        "/desk/",
        "Open the same case under “Advice asked of my department”, go to its Advice, and answer criteria 5 and 7: “Nothing weighs against”, with a reason each.",
        "The gate no longer says that Defence is missing. Every bar was answered by a person; nothing was averaged.",
    ),
    Stop(
        "nora.tamsin",
        "/desk/",
        "Open the case under “My cases”, go to its Decision, and propose to grant it, with reasons. Then open the act, read what is signed, and sign it as decider.",
        "One signature is not a decision: no licence exists yet. The page shows the digest of exactly what you signed.",
    ),
    Stop(
        "ruth.calder",
        "/desk/",
        "Open the newest act under “For your signature”, read it, and sign it as countersigner.",
        "Decision, licence, letter, message to customs and the entries of the log came into being in one transaction.",
    ),
    Stop(
        "",
        "/",
        "Without signing in, open the latest decision in the register, then “Check this yourself”, and run its one command.",
        "What is published and what is withheld, by name. A program that is not Licet verifies the whole log; within a minute the new entries stand under a signed checkpoint.",
    ),
    Stop(
        "vivian.strand",
        "/desk/minister/",
        "Answer the question on imagers for Tervane, on which two departments disagree: settle it with a finding in your own words, or send it back. A proposed departure waits for your signature.",
        "Disagreement is never settled by count, and a departure never says that there is no risk.",
    ),
    Stop(
        "helen.aster",
        "/desk/",
        "Look at the holds in force, then at the licences of the Zephran Gendarmerie: ten were suspended in one act, four of them are in force again.",
        "A case for the same end user is held: its gate says by which hold, and nobody can grant it.",
    ),
    Stop(
        "helen.aster",
        "/desk/reviews/",
        "Open the concluded review of licences for Kasdara, then the one of Port Sable that still runs, then “Triggers”: one on thermal imagers has climbed to the minister.",
        "A clear risk found by the assessment became one signed act over eighteen licences, each with its own reasons; what nobody takes up climbs by itself.",
    ),
    Stop(
        "",
        "/concerns/",
        "Without signing in, read what an official is told before raising a concern, and what this installation can see of them.",
        "Some concerns are open here: whoever signs an act that touches their subject must have seen that they are.",
    ),
)


def people() -> tuple[Person, ...]:
    """Whom “sign in as” offers: the six of the tour first, in its order."""
    return PERSONS


def tour(address: str) -> str:
    """What `bin/run` prints: six people, and the tour. ``address`` is where Licet is served, such as http://127.0.0.1:8000."""
    named = {person.username: person for person in PERSONS}
    width = max(len(named[name].name) for name in TOURED)
    offered = [f"  {named[name].name:{width}}  {', '.join(named[name].roles).replace('-', ' '):17}  {named[name].tries}" for name in TOURED]
    told = [_printed(number, stop, named, address) for number, stop in enumerate(STOPS, 1)]
    head = f"Six people of the demonstration authority; sign in as any of them at {address}{SIGN_IN}"
    return "\n".join([head, *offered, "", "A tour of five minutes, which follows one application to the public record:", *told, ""])


def _printed(number: int, stop: Stop, named: dict[str, Person], address: str) -> str:
    who = named[stop.who].name if stop.who else "Anybody"
    lines = [f"  {number}. {who}: {address}{stop.where}"]
    for words in (stop.do, f"→ {stop.see}"):
        lines += textwrap.wrap(words, 104, initial_indent="     ", subsequent_indent="     ")
    return "\n".join(lines)


def page() -> str:
    """The tour as docs/tutorial/index.md."""
    named = {person.username: person for person in PERSONS}
    rows = [f"| {named[name].name} | {', '.join(named[name].roles).replace('-', ' ')} | {named[name].tries} |" for name in TOURED]
    told = [
        f"{number}. **{named[stop.who].name if stop.who else 'Anybody'}**, `{stop.where}`: {stop.do}\n\n   *{stop.see}*\n"
        for number, stop in enumerate(STOPS, 1)
    ]
    return "\n".join([_HEAD, "| Who | Role | What to try |", "|---|---|---|", *rows, "", "## Five minutes", "", *told, _FOOT])


_HEAD = """# A tour of five minutes

<!-- Made from src/licet/demo/domain/tour.py, which `bin/run` prints; tests/contract/demo holds both equal. -->

`bin/run` serves the demonstration licensing authority of Valdren at <http://127.0.0.1:8000>. Everything in it is invented: destinations,
companies, officials and events. Sign in as any of its people at `/account/sign-in-as`; these six are the tour's.
"""
_FOOT = """## Then

- `bin/licet walkthrough` plays the same way in a store of its own, tries what must be refused, suspends twenty licences in one act, and
  verifies the log with a separate program; then it damages copies of the log and shows that each damage is found.
- The other people on the sign-in page each show something else: a possible match, goods to be rated, a letter of refusal.
"""
