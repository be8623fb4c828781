"""Cases that are not decided, and drafts: what a person finds waiting who signs in on the first day."""
# ruff: noqa: E501  (words of the record stand on one line)

from typing import Final

from licet.demo.domain.plan import DraftPlan, Ending, Plan, Said
from licet.demo.domain.special import BARS, CLEAR, UNDETERMINED

TOUR: Final = "tour"
"""The case that the tour follows."""

_WAITING = (
    Plan(key="fresh-1", trade="sonar-zephra", start=1, ending=Ending.SUBMITTED, scale=200),
    Plan(key="fresh-2", trade="blank-ilvermoor", start=1, ending=Ending.SUBMITTED, scale=140),
    Plan(key="fresh-3", trade="imagers-sable", start=0, ending=Ending.SUBMITTED, scale=130),
)

_IN_PROGRESS = (
    Plan(key="open-gate", trade="range-ilvermoor", start=15, ending=Ending.FOUND, scale=150),
    Plan(key="no-defence", trade="helmets-tervane", start=11, ending=Ending.NO_DEFENCE, scale=80),
    Plan(key="no-development", trade="trainer-tervane", start=12, ending=Ending.NO_DEVELOPMENT),
    Plan(key="unrated", trade="ins-ilvermoor", start=4, ending=Ending.UNRATED, scale=150),
    Plan(key="open-hit", trade="sonar-sable", start=13, ending=Ending.OPEN_HIT, scale=200, consignee="Sablestar Logistics"),
    Plan(key="held", trade="handhelds-zephra", start=34, ending=Ending.FOUND, scale=120),
    Plan(
        key="referred",
        trade="imagers-tervane",
        start=19,
        ending=Ending.REFERRED,
        said=(
            Said(criterion="7", finding=BARS, department="defence", words="The firm's customers are not named; imagers of this kind were seen with smugglers on the eastern border."),
            Said(criterion="7", finding=CLEAR, department="technical-assessment", words="Frame rate and lens fit the inspection of power lines, and the firm has inspected these for years."),
        ),
    ),
    Plan(
        key="no-assessment",
        trade="ambulance-kasdara",
        start=23,
        ending=Ending.FOUND,
        said=(
            Said(criterion="2c", finding=UNDETERMINED, department="foreign-affairs", words="Ambulances save lives; whether these would carry fighters we cannot say, and the central assessment finds a clear risk for their kind."),
            Said(criterion="2c", finding=CLEAR, department="defence", words="The vehicle has no mount for weapons and is marked by its equipment."),
        ),
    ),
    Plan(key="void", trade="acc-zephra", start=22, ending=Ending.VOID, scale=130),
)  # fmt: skip

_ASKED = (
    Plan(key=TOUR, trade="sights-mirasol", start=14, ending=Ending.ASKED, scale=60, question="Which units receive the sights, and how are sights that are lost or replaced accounted for?"),
    Plan(key="asked-serials", trade="suits-tervane", start=9, ending=Ending.ASKED, scale=75, question="Please give the serial numbers of the suits that these replace."),
    Plan(key="asked-overdue", trade="boats-mirasol", start=44, ending=Ending.ASKED, question="Who operates the boats, and do they carry the 7.62 mm mount?"),
    Plan(key="asked-route", trade="links-sable", start=18, ending=Ending.ASKED, scale=150, question="The route names a bonded store: how long do the goods stay there, and who has the keys?"),
)  # fmt: skip

_FOR_SIGNATURE = (
    Plan(key="for-decider", trade="vests-ilvermoor", start=16, ending=Ending.PROPOSED, scale=90),
    Plan(key="for-countersigner", trade="sights-ilvermoor", start=17, ending=Ending.SIGNED, scale=60),
    Plan(key="for-minister", trade="survey-zephra", start=20, ending=Ending.SIGNED, scale=50),
    Plan(
        key="refusal-for-countersigner",
        trade="arms-kasdara",
        start=21,
        ending=Ending.SIGNED,
        scale=40,
        said=(Said(criterion="2c", finding=BARS, words="As in the case refused before: the vehicles are those of the brigades in the Sarra valley."),),
    ),
)  # fmt: skip

_WITHDRAWN = (
    Plan(key="withdrawn-1", trade="rov-sable", start=204, ending=Ending.WITHDRAWN, marks=frozenset({"closed"})),
    Plan(key="withdrawn-2", trade="ball-ilvermoor", start=75, ending=Ending.WITHDRAWN),
    Plan(key="withdrawn-3", trade="soft-ilvermoor", start=25, ending=Ending.WITHDRAWN),
)

UNFINISHED: Final = (*_WAITING, *_IN_PROGRESS, *_ASKED, *_FOR_SIGNATURE, *_WITHDRAWN)

DRAFTS: Final = (
    DraftPlan("imagers-mirasol", 3, 4),
    DraftPlan("night-tervane", 9, 1),
    DraftPlan("soft-ilvermoor", 6, 3),
    DraftPlan("links-sable", 14, 2),
)
