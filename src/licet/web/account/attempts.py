"""Counting sign-ins that fail, in the database, so that all processes count together."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse

from licet.platform.ids import random_bytes
from licet.web.account.limits import MOST_SITES_OF_ACCOUNT, WINDOW, Attempts, Verdict, judge
from licet.web.account.models import FailedSignIn, ReportedAttack

COOKIE = "licet_device"
COOKIE_AGE = 60 * 60 * 24 * 180
_SALT = "licet.device"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in that is under way: counted as failed until it succeeds, so that many at once cannot slip past the count."""

    row: FailedSignIn
    verdict: Verdict
    counted: Attempts


def begin(request: HttpRequest, username: str, *, now: datetime) -> Attempt:
    """Count this attempt and say whether its password may be tried."""
    rows = FailedSignIn.objects
    rows.filter(moment__lt=now - WINDOW).delete()
    account, address = _mark("account", username), client_address(request)
    device = _device(request, account)
    network, site = ("", "") if device else (_mark("network", _network(address, 64)), _mark("site", _network(address, 48)))
    row = rows.create(account=account, network=network, site=site, device=device, moment=now)
    of_account, of_site = Q(account=account), Q(site=_mark("site", _network(address, 48)))
    figures = rows.aggregate(
        of_pair=Count("pk", filter=of_account & Q(network=network, device=device)),
        of_account_from_site=Count("pk", filter=of_account & of_site),
        accounts_of_site=Count("account", filter=of_site, distinct=True),
        sites_of_account=Count("site", filter=of_account & Q(device=""), distinct=True),
        accounts=Count("account", distinct=True),
    )
    counted = Attempts(**figures, known_device=bool(device))
    verdict = judge(counted)
    if verdict is not Verdict.TRY:
        row.delete()  # waiting ends a quarter of an hour after the last password that was tried
    return Attempt(row, verdict, counted)


def is_first_report(subject: str, *, now: datetime) -> bool:
    """Whether no process has reported this attack within the window; from now on one has."""
    mark = _mark("report", subject)
    ReportedAttack.objects.filter(moment__lt=now - WINDOW).delete()
    return ReportedAttack.objects.get_or_create(mark=mark, defaults={"moment": now})[1]


def succeed(attempt: Attempt, request: HttpRequest, response: HttpResponse) -> None:
    """Forget the failures of this account from here, and know the browser again next time."""
    row = attempt.row
    FailedSignIn.objects.filter(account=row.account, network=row.network, device=row.device).delete()
    response.set_signed_cookie(
        COOKIE,
        f"{row.account}:{random_bytes(16).hex()}",
        salt=_SALT,
        max_age=COOKIE_AGE,
        path="/account/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@dataclass(frozen=True, slots=True)
class RecentFailures:
    """Sign-ins that failed within the window, the accounts they were on, and those of them that fail from many sites."""

    failures: int
    accounts: int
    guessed_accounts: int


def recent_failures(now: datetime) -> RecentFailures:
    """For whoever watches. Two queries."""
    rows = FailedSignIn.objects.filter(moment__gte=now - WINDOW)
    figures = rows.aggregate(failures=Count("pk"), accounts=Count("account", distinct=True))
    sites = rows.filter(device="").values("account").annotate(sites=Count("site", distinct=True))
    return RecentFailures(**figures, guessed_accounts=sites.filter(sites__gt=MOST_SITES_OF_ACCOUNT).count())


def client_address(request: HttpRequest) -> str:
    """Who asks: the last address that no trusted proxy added. X-Forwarded-For counts only from LICET_TRUSTED_PROXIES."""
    trusted = [ip_network(each.strip()) for each in settings.LICET_TRUSTED_PROXIES.split(",") if each.strip()]
    chain = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), request.META.get("REMOTE_ADDR", "")]
    return _last_untrusted([each.strip() for each in chain if each.strip()], trusted)


def _last_untrusted(chain: Sequence[str], trusted: Sequence[object]) -> str:
    address = ""
    for address in reversed(chain):
        try:
            one = _parse_address(address)
        except ValueError:
            return "unreadable"
        if not any(one in network for network in trusted):  # type: ignore[operator]
            return address
    return address


def _parse_address(address: str) -> IPv4Address | IPv6Address:
    """An address as it is. A process that listens on `::` sees an IPv4 client as ::ffff:192.0.2.1: taken as IPv6, all of IPv4 would be
    one network, and five wrong passwords from anywhere would make the owner wait."""
    parsed = ip_address(address)
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed


def _network(address: str, bits: int) -> str:
    """An IPv4 address, or the first bits of an IPv6 one: 64 for a household or office, 48 for what a customer may have whole."""
    try:
        one = _parse_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{one}/{bits}", strict=False)) if isinstance(one, IPv6Address) else str(one)


def _device(request: HttpRequest, account: str) -> str:
    """The mark of this browser, if this account signed in from it before."""
    value = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=COOKIE_AGE)
    owner, _, _ = str(value).partition(":")
    return _mark("device", str(value)) if owner == account else ""


def _mark(kind: str, value: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), f"licet/sign-in/{kind}\x00{value.strip().lower()}".encode(), "sha256").hex()[:32]
