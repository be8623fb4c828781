"""Whom a distribution list is for. Here because people keep lists and notices keep markings."""

from enum import StrEnum


class Audience(StrEnum):
    OFFICIALS = "officials"
    MISSIONS = "missions"
    SPECIAL_ADVISERS = "special-advisers"
    PUBLIC = "public"
