"""Whom a distribution list may reach. Pure."""

from collections.abc import Iterable

from licet.kernel.audience import Audience
from licet.kernel.errors import Invalid


def mail_domain(address: str) -> str:
    """The part after the last @, in small letters."""
    return address.strip().rpartition("@")[2].lower()


def may_reach(audience: Audience, domains: Iterable[str], address: str) -> bool:
    """Whether a list may send to an address. An internal list reaches only the mail domains it names."""
    return audience is Audience.PUBLIC or mail_domain(address) in set(domains)


def check_domains(audience: Audience, domains: Iterable[str]) -> tuple[str, ...]:
    """The mail domains of a list, in order; :class:`Invalid` if an internal list names none or a public one names any."""
    names = tuple(sorted({name.strip().lower() for name in domains} - {""}))
    if audience is Audience.PUBLIC and names:
        raise Invalid("A public list reaches any address: leave its mail domains empty.", place="domains")
    if audience is not Audience.PUBLIC and not names:
        raise Invalid("An internal list must name the mail domains it may reach.", place="domains")
    return names
