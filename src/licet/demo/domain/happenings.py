"""What happens in the two invented conflicts, and the papers that tell of it. Pure data; the words stand in `corpus/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

MONITOR, NEWS, MISSION, OFFICE, AUTHORITIES, COURTS = "monitor", "news", "mission", "office", "authorities", "courts"


@dataclass(frozen=True, slots=True)
class Theatre:
    """A conflict, and how its parties and places are called in a sentence. ``sources`` names the corpus by the kind of writer."""

    destination: str
    conflict: str
    valley: str
    capital: str
    forces: str
    others: str
    spokesman: str
    towns: tuple[str, ...]
    sources: Mapping[str, str]

    def words(self) -> dict[str, str]:
        said = {"valley": self.valley, "capital": self.capital, "forces": self.forces, "others": self.others, "spokesman": self.spokesman}
        first = {f"{name}_cap": text[0].upper() + text[1:] for name, text in said.items()}
        return said | first | {"Valley": first["valley_cap"], "capital_caps": self.capital.removeprefix("the ").upper()}


_SHARED: Final = {
    NEWS: "Lanmere Dispatch",
    OFFICE: "Joint Humanitarian Office",
    COURTS: "Courts and tribunals: notices",
}
SARRA: Final = Theatre(
    destination="QM",
    conflict="sarra-valley",
    valley="the Sarra valley",
    capital="Kasdar",
    forces="the armed forces of Kasdara",
    others="the Upper Sarra Front",
    spokesman="the army's spokesman, Colonel Ivo Tarlan,",
    towns=("Bermut", "Hadrin", "Ollen", "Kelmar", "Vasht", "Toval", "Mirak", "Orra", "Zheren", "Lower Sarra", "Dreshan"),
    sources=_SHARED
    | {MONITOR: "Sarra Valley Incident Monitor", MISSION: "Observer Mission to Kasdara", AUTHORITIES: "Kasdara: statements of ministries"},
)
DELTA: Final = Theatre(
    destination="QO",
    conflict="sable-delta",
    valley="the delta",
    capital="the Free City",
    forces="the Harbour Guard",
    others="the Marsh Companies",
    spokesman="a secretary of the Syndics",
    towns=("Eel Quay", "Cobb's Landing", "Ferrow", "Saltmarket", "Tidewater", "Old Dredge", "Heron Point", "Longsluice"),
    sources=_SHARED | {MONITOR: "Delta Harbour Watch", AUTHORITIES: "Port Sable: statements of the Free City"},
)
THEATRES: Final = {"kasdara": SARRA, "sable": DELTA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One incident as it was. ``day`` counts calendar days before the last; ``span`` how many days it lasted.

    ``account`` is what a first source says, ``second`` what another adds, ``reply`` what a party answers; ``by`` the force
    that sources name, "" where none is known.
    """

    key: str
    theatre: Theatre
    day: int
    span: int
    place: str
    hit: str
    means: str
    by: str
    rules: tuple[str, ...]
    killed: tuple[int, int] | None
    hurt: tuple[int, int] | None
    account: str
    second: str
    reply: str

    def on(self, today: date) -> date:
        return today - timedelta(days=self.day)

    def first_day(self, today: date) -> date:
        """``account`` names the last day of what lasted a month, the first of what lasted less."""
        return self.on(today) - timedelta(days=self.span - 1) if self.span > 20 else self.on(today)

    def last_day(self, today: date) -> date:
        return self.on(today) if self.span > 20 else self.on(today) + timedelta(days=self.span - 1)

    def told(self, words: str, today: date) -> str:
        """A sentence with its date and weekday filled in."""
        on = self.on(today)
        return words.replace("{day}", on.strftime("%A")).replace("{date}", day_month(on))

    @property
    def traced(self) -> bool:
        """Whether a weapon left traces that one can look at."""
        return self.means not in {"custody", "denial of passage", "ground forces", "small arms"}

    @property
    def thing(self) -> str:
        """What happened to what, in a few words: “shelling of homes”."""
        if self.hit == "place of detention":
            return "treatment of prisoners"
        return MEANS[self.means].format(NOUNS[self.hit])


def happening(theatre: Theatre, row: Mapping[str, Any]) -> Happening:
    """From a row of the corpus files."""
    span = 30 if row.get("prec") == "month" else row.get("to", 1)
    killed, hurt = row.get("killed"), row.get("hurt")
    return Happening(
        key=row["id"],
        theatre=theatre,
        day=row["day"],
        span=span,
        place=row["place"],
        hit=row["hit"],
        means=row["means"],
        by={"not known": ""}.get(row.get("by", ""), f"the {row['by']}" if "by" in row else theatre.forces),
        rules=tuple(row["rules"]),
        killed=(killed[0], killed[1]) if killed else None,
        hurt=(hurt[0], hurt[1]) if hurt else None,
        account=row["account"],
        second=row.get("second", ""),
        reply=row.get("reply", ""),
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was written as a whole: a court's notice, a statement, a feature."""

    key: str
    kind: str
    theatre: Theatre
    day: int
    title: str
    text: str


def day_month(on: date) -> str:
    return f"{on.day} {on:%B}"


NOUNS: Final = {
    "homes": "homes",
    "health care": "a medical facility",
    "medical transport": "medical transport",
    "education": "a school",
    "place of worship": "a place of worship",
    "cultural property": "cultural property",
    "camp of displaced people": "a camp of displaced people",
    "water or power supply": "water and power supply",
    "food production or store": "food supplies",
    "market or shop": "a market",
    "relief convoy or store": "relief",
    "road or crossing": "a road",
    "place of detention": "prisoners",
    "press": "journalists",
    "other civilian object": "civilian property",
}
MEANS: Final = {
    "artillery": "shelling of {}",
    "air strike": "air strike on {}",
    "drone": "drone attack on {}",
    "mortars": "mortar fire on {}",
    "naval fire": "naval attack on {}",
    "ground forces": "action against {}",
    "custody": "arrest of {}",
    "denial of passage": "passage denied to {}",
    "small arms": "shots at {}",
    "mines": "explosion of a mine near {}",
    "not known": "damage to {}",
}
