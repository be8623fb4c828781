"""The words of findings. They are never averaged: each stands for itself."""

from enum import StrEnum


class Breach(StrEnum):
    """Of one incident under one rule. *Insufficient evidence* says why; it is never read as no breach."""

    LIKELY = "likely breach"
    POSSIBLE = "possible breach"
    UNLIKELY = "unlikely"
    NONE = "no breach"
    INSUFFICIENT = "insufficient evidence"
    NOT_YET = "not yet assessed"


DETERMINED = frozenset({Breach.LIKELY, Breach.POSSIBLE, Breach.UNLIKELY, Breach.NONE})
"""Findings that say something of the rule."""


class Insufficiency(StrEnum):
    """Why the evidence does not suffice."""

    TARGET = "target unknown"
    INTENT = "intent unknown"
    ACCESS = "no access"
    CONTESTED = "contested"


class ThemeWord(StrEnum):
    """Of one theme as a whole."""

    LIKELY = "likely breaches"
    POSSIBLE = "possible breaches"
    NONE_FOUND = "no breach found"
    NOT_DETERMINED = "not determined"
    NOT_YET = "not yet assessed"


class CommitmentWord(StrEnum):
    """Whether the recipient is committed to comply, by what it says and does."""

    COMMITTED = "committed"
    IN_PART = "committed in part"
    NOT_COMMITTED = "not committed"
    NOT_DETERMINED = "not determined"


class CapabilityWord(StrEnum):
    """Whether the recipient is able to comply."""

    CAPABLE = "capable"
    IN_PART = "capable in part"
    NOT_CAPABLE = "not capable"
    NOT_DETERMINED = "not determined"


class ProcedureKind(StrEnum):
    """Procedures that avoid civilian casualties and minimise harm."""

    TARGETING = "targeting"
    WARNINGS = "warnings"
    DECONFLICTION = "deconfliction"
    TRAINING = "training"
    INVESTIGATION = "investigation"
    ACCOUNTABILITY = "accountability"


class Known(StrEnum):
    """Whether a procedure exists, and whether it is used. *Not known* is never no."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"
    NOT_KNOWN = "not known"
