"""The rules of international humanitarian law that findings are made under, and what an incident may have hit.

Rule numbers are those of the ICRC's study of customary international humanitarian law (2005); AP I and II are the
Additional Protocols of 1977, GC IV the Fourth Geneva Convention of 1949. A rule belongs to one theme of an assessment.
See docs/design/record.md#the-model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Theme(StrEnum):
    """Under which heading compliance is assessed."""

    HOSTILITIES = "conduct of hostilities"
    RELIEF = "humanitarian relief"
    DETAINEES = "treatment of detainees"


class IhlRule(StrEnum):
    """A rule that an incident may have broken."""

    DISTINCTION = "distinction"
    PROPORTIONALITY = "proportionality"
    PRECAUTIONS = "precautions"
    MEDICAL_PROTECTION = "medical protection"
    PROTECTED_OBJECTS = "protected objects"
    CIVILIAN_PROPERTY = "civilian property"
    DISPLACEMENT = "displacement"
    RELIEF_ACCESS = "relief access"
    RELIEF_PERSONNEL = "relief personnel"
    STARVATION = "starvation"
    HUMANE_TREATMENT = "humane treatment"
    DETENTION_GUARANTEES = "detention guarantees"


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """``asks`` is the rule in our words, ``source`` where it stands."""

    theme: Theme
    asks: str
    source: str


RULES: Final[Mapping[IhlRule, RuleInfo]] = MappingProxyType(
    {
        IhlRule.DISTINCTION: RuleInfo(
            Theme.HOSTILITIES,
            "Attacks are directed at combatants and military objectives only.",
            "customary rules 1, 7 and 11; AP I 48, 51, 52",
        ),
        IhlRule.PROPORTIONALITY: RuleInfo(
            Theme.HOSTILITIES,
            "No attack whose expected civilian harm is excessive to the advantage expected.",
            "customary rule 14; AP I 51(5)(b)",
        ),
        IhlRule.PRECAUTIONS: RuleInfo(
            Theme.HOSTILITIES, "Constant care: verify targets, choose means, warn, call off.", "customary rules 15 to 21; AP I 57"
        ),
        IhlRule.MEDICAL_PROTECTION: RuleInfo(
            Theme.HOSTILITIES,
            "Medical personnel, units and transports are respected and protected.",
            "customary rules 25, 28 and 29; AP I 12, 15, 21",
        ),
        IhlRule.PROTECTED_OBJECTS: RuleInfo(
            Theme.HOSTILITIES,
            "Schools, places of worship, cultural property and works with dangerous forces are spared.",
            "customary rules 38 and 42; AP I 52(3), 53, 56",
        ),
        IhlRule.CIVILIAN_PROPERTY: RuleInfo(
            Theme.HOSTILITIES, "No destruction without military necessity, no pillage.", "customary rules 50 and 52; GC IV 33, 53"
        ),
        IhlRule.DISPLACEMENT: RuleInfo(
            Theme.HOSTILITIES,
            "Civilians are not moved unless their security or imperative military reasons ask for it.",
            "customary rule 129; GC IV 49; AP II 17",
        ),
        IhlRule.RELIEF_ACCESS: RuleInfo(
            Theme.RELIEF, "Relief for civilians in need passes rapidly and unimpeded, subject to control.", "customary rule 55; AP I 70"
        ),
        IhlRule.RELIEF_PERSONNEL: RuleInfo(
            Theme.RELIEF, "Relief workers and relief objects are respected and protected.", "customary rules 31 and 32; AP I 71"
        ),
        IhlRule.STARVATION: RuleInfo(
            Theme.RELIEF, "Starvation is no method of war; what civilians need to survive is spared.", "customary rules 53 and 54; AP I 54"
        ),
        IhlRule.HUMANE_TREATMENT: RuleInfo(
            Theme.DETAINEES,
            "Persons in custody are treated humanely, without torture or outrage.",
            "customary rules 87 and 90; common Article 3",
        ),
        IhlRule.DETENTION_GUARANTEES: RuleInfo(
            Theme.DETAINEES,
            "Nobody is held arbitrarily; detainees are registered, visited and fairly tried.",
            "customary rules 99, 100, 123 and 124; common Article 3",
        ),
    }
)


class ObjectHit(StrEnum):
    """What was hit or affected, as incident recorders sort it."""

    RESIDENTIAL = "homes"
    HEALTH_CARE = "health care"
    MEDICAL_TRANSPORT = "medical transport"
    EDUCATION = "education"
    WORSHIP = "place of worship"
    CULTURAL = "cultural property"
    DISPLACED_CAMP = "camp of displaced people"
    WATER_POWER = "water or power supply"
    FOOD = "food production or store"
    MARKET = "market or shop"
    RELIEF = "relief convoy or store"
    ROAD = "road or crossing"
    CUSTODY = "place of detention"
    MEDIA = "press"
    OTHER = "other civilian object"
    NOT_KNOWN = "not known"
