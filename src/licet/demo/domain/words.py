"""What departments write when nothing bars, criterion by criterion; and the reasons of an outcome."""
# ruff: noqa: E501  (words of the record stand on one line)

from collections.abc import Mapping
from typing import Final

CLEAR: Final[Mapping[str, str]] = {
    "1": "No obligation of Valdren and no embargo in force stands against {goods} for {destination}.",
    "2a": "We hold no report that {user} used equipment of this kind against people who did no wrong, and the quantity is that of the stated use.",
    "2b": "No ground for special caution beyond the usual; complaints against {user} are examined by a civilian inspectorate.",
    "2c": "{destination} takes part in no armed conflict now, and nothing in the stated use points to one.",
    "3": "Nothing suggests that the goods would provoke or prolong an armed conflict within {destination}.",
    "4": "{destination} raises no claim by force against a neighbour; the goods do not change what it could do.",
    "5": "No effect on the security of Valdren or of its friends; the technology is released elsewhere.",
    "6": "{destination} keeps its undertakings on terrorism and on the law of armed conflict.",
    "7": "{user} and the consignee are known to us. The quantity fits the stated need, and earlier deliveries were accounted for.",
    "8": "The cost lies within the yearly budget of {user}; no effect on sustainable development.",
}
TECHNICAL: Final[Mapping[str, str]] = {
    "1": "{goods}: above the threshold of its entry, below that of the regimes' most sensitive lists.",
    "7": "The characteristics of {goods} fit the stated use and no better one; turning it to another would need parts that are controlled themselves.",
}
FIRST_THOUGHTS: Final = "We have asked our mission in {destination} and cannot say yet."
SECOND_THOUGHTS: Final = "Our mission in {destination} has answered. "
GRANT: Final = "Every criterion was answered and none bars. The quantity fits the stated need, and the parties are known."
REFUSE: Final = "Our advisers found that criterion {criteria} rules out a licence, and no condition would change that."
WITHHELD: Final = "Some of what we know of the parties came from another government in confidence."
FREE: Final = "Rated as not controlled: no entry of the control list describes it."
RATED: Final = "By description and data sheet: {entry}."
NOT_RATED: Final = "By description and data sheet no entry describes it; it is in the commercial catalogue."
FIRST_RATING: Final = "At first sight: {entry}, by its name."
"""A rating by the name of the goods alone, corrected once the data sheet was read."""
