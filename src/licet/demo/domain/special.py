"""Cases with a turn of their own that are decided: departures, matches, disagreement, refusals, goods that need no licence."""
# ruff: noqa: E501  (words of the record stand on one line)

from typing import Final

from licet.demo.domain.plan import Plan, Said

BARS: Final = "bars"
CLEAR: Final = "no bar found"
WEIGHS: Final = "weighs against, does not bar"
UNDETERMINED: Final = "not determined"
RELIEF: Final = "The criterion bars these vehicles to this destination; a departure would have to say why they go there nevertheless."

GRANTED: Final = (
    Plan(
        key="departure",
        trade="demining-tervane",
        start=82,
        marks=frozenset({"departure"}),
        said=(Said(criterion="4", finding=BARS, words=f"Protected vehicles near the eastern border can serve the claim on the Vane crossings. {RELIEF}"),),
    ),
    Plan(key="survey", trade="survey-zephra", start=150),
    Plan(key="cleared-hit", trade="sonar-mirasol", start=96, consignee="Harbour Light Shipping"),
    Plan(
        key="settled",
        trade="imagers-ilvermoor",
        start=108,
        marks=frozenset({"settled"}),
        said=(
            Said(criterion="7", finding=BARS, department="defence", words="The works share a hall with a firm that makes sights. We see a risk of diversion."),
            Said(criterion="7", finding=CLEAR, department="technical-assessment", words="The imagers are of the inspection kind, and the end user's own tests need them."),
        ),
    ),
    Plan(
        key="partly-shields",
        trade="shields-mirasol",
        start=212,
        said=(Said(criterion="2a", finding=BARS, line=2, words="Shields of this kind were used to break up a lawful assembly in March; the inquiry has not reported."),),
    ),
    Plan(
        key="partly-links",
        trade="links-tervane",
        start=170,
        said=(Said(criterion="5", finding=BARS, line=2, words="The encryptor protects our own links; its release to a border service is not in our interest now."),),
    ),
    Plan(
        key="partly-optics",
        trade="optics-tervane",
        start=68,
        said=(Said(criterion="7", finding=BARS, line=2, words="Monoculars of an earlier delivery were offered for sale in Port Sable. We see a risk of diversion."),),
    ),
    Plan(key="mast", trade="mast-mirasol", start=130, consignee="Gannet Point Freight"),
)  # fmt: skip

REFUSED: Final = (
    Plan(
        key="refused-shields",
        trade="shields-kasdara",
        start=262,
        scale=100,
        said=(Said(criterion="2a", finding=BARS, words="Units that would get the shields beat protesters in Kasdar in two of the last three years."),),
    ),
    Plan(
        key="refused-arms",
        trade="arms-kasdara",
        start=226,
        said=(Said(criterion="2c", finding=BARS, words="The vehicles are those of the brigades in the Sarra valley; strikes there hit a clinic and a convoy."),),
    ),
    Plan(
        key="refused-radios",
        trade="radios-kasdara",
        start=143,
        said=(
            Said(criterion="2c", finding=BARS, words="Command radios serve the operations in the Sarra valley."),
            Said(criterion="3", finding=BARS, words="They would prolong the armed conflict there."),
        ),
    ),
    Plan(
        key="refused-night",
        trade="night-sable",
        start=187,
        said=(Said(criterion="7", finding=BARS, words="Forty monoculars exceed what a salvage firm uses; its director also directs a trader named in our warnings."),),
    ),
    Plan(
        key="refused-ins",
        trade="ins-tervane",
        start=101,
        said=(
            Said(criterion="7", finding=BARS, department="defence", words="The firm repairs no aircraft that carries such units."),
            Said(criterion="7", finding=BARS, department="technical-assessment", words="The units could serve missiles of a range that concerns the regimes."),
        ),
    ),
    Plan(
        key="refused-ball",
        trade="ball-zephra",
        start=90,
        said=(Said(criterion="2a", finding=BARS, words="The squadrons fired on a crowd in Zephra; the inquiry names this ammunition."),),
    ),
    Plan(
        key="confirmed-hit",
        trade="radios-mirasol",
        start=54,
        consignee="Dravon Keshmir Trading",
        said=(Said(criterion="7", finding=BARS, words="The consignee is the firm on the list: same register number, same owner."),),
    ),
    Plan(
        key="refused-engines",
        trade="engines-tervane",
        start=38,
        said=(Said(criterion="4", finding=BARS, words="The overhauled vehicles are those moved to the eastern border in the autumn."),),
    ),
)  # fmt: skip

NOT_CONTROLLED: Final = (
    Plan(key="free-mast", trade="mast-ilvermoor", start=240),
    Plan(key="free-filters", trade="filters-kasdara", start=196, marks=frozenset({"closed"})),
    Plan(key="free-masts", trade="masts-mirasol", start=160, marks=frozenset({"closed"})),
    Plan(key="free-filters-2", trade="filters-tervane", start=99),
    Plan(key="free-server", trade="server-ilvermoor", start=29),
)

_ASSESSED: Final = (
    Said(criterion="2c", finding=CLEAR, words="The central assessment finds no clear risk for goods of this kind; the unit named takes no part in operation Firm Ground."),
    Said(criterion="3", finding=WEIGHS, words="Goods of this kind neither shorten nor prolong the fighting in the Sarra valley; that there is fighting weighs."),
)  # fmt: skip
_KASDARA = (
    ("vests", 298), ("handhelds", 296), ("suits", 294), ("relay", 292), ("rescue", 290), ("night", 288), ("encryptors", 286), ("handhelds", 284),
    ("ambulance", 282), ("trainer", 280), ("imagers", 278), ("relay", 276), ("rescue", 272), ("vests", 270), ("ambulance", 268), ("handhelds", 266),
    ("night", 264), ("suits", 258),
)  # fmt: skip
KASDARA: Final = tuple(
    Plan(key=f"kasdara-{number:02}", trade=f"{goods}-kasdara", start=start, said=_ASSESSED)
    for number, (goods, start) in enumerate(_KASDARA)
)
"""Granted while the first assessment stood; the review of the third one looks at all of them."""

FINISHED: Final = (*GRANTED, *REFUSED, *NOT_CONTROLLED)
