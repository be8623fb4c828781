"""Lines to ask policy about."""

from licet.kernel.facts import LineFacts, PartyCountry, Role
from licet.kernel.rating import RatingCode


def line(country: str = "QN", rating: str | None = "ML5", *, rated: bool = True) -> LineFacts:
    """One line to an end user in ``country``; ``rated`` False: nobody has rated it yet; ``rating`` None: not controlled."""
    return LineFacts(
        line="line-1",
        version=1,
        licence_type="IND",
        countries=(PartyCountry(Role.END_USER, country),),
        rating=RatingCode.parse(rating) if rated and rating else None,
        controlled=(rating is not None) if rated else None,
    )
