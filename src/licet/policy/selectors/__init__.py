"""The packs of this process: read at first use, held unchanged until it ends."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from licet.kernel.instants import WorkingCalendar
from licet.kernel.scope import Scope
from licet.platform.home import folder
from licet.policy.domain import Authority, ControlList, CriteriaSet, Gazetteer, HolidayCalendar, PackError, PackInfo
from licet.policy.selectors import authorities, building, scopes
from licet.policy.selectors.reading import PACKS, read

DEMONSTRATION = PACKS / "authority" / "demo.toml"
OWN_PACK = "authority.toml"


def load_authority(path: Path) -> Authority:
    """Read an authority's pack and hold it against the packs it names. Raises :class:`PackError`."""
    found = authorities.authority(path, criteria_sets(), _make_scope_reader)
    _path("calendars", found.calendar)
    if gazetteer(found.destinations).get(found.country) is None:
        raise PackError(
            f"its country {found.country} is in none of its lists of destinations; correct it.", file=str(path), place="country"
        )
    return found


def _make_scope_reader(destinations: Sequence[str], codes: str) -> Callable[[str], Scope]:
    return partial(scopes.read_scope, destinations=gazetteer(tuple(destinations)), codes=control_list(codes))


@cache
def current_authority() -> Authority:
    """The authority that this process serves: `authority.toml` in LICET_HOME, else the demonstration that ships embedded."""
    own = folder() / OWN_PACK
    return load_authority(own if own.exists() else DEMONSTRATION)


@cache
def criteria_sets() -> MappingProxyType[str, CriteriaSet]:
    sets = (building.criteria_set(path) for path in sorted((PACKS / "criteria").glob("*.toml")))
    return MappingProxyType({item.id: item for item in sets})


@cache
def gazetteer(names: tuple[str, ...]) -> Gazetteer:
    """The destinations of several packs together; refuses two that bear one name at one time."""
    read_packs = [building.destinations(_path("destinations", name)) for name in names]
    merged = Gazetteer((item for listed, _ in read_packs for item in listed), (item for _, unclear in read_packs for item in unclear))
    if merged.clashes():
        key, codes = merged.clashes()[0]
        message = f"“{key}” names {', '.join(codes)} at the same time; give it to one, or list it as ambiguous."
        raise PackError(message, file="packs/destinations", place=", ".join(names))
    return merged


@cache
def control_list(name: str) -> ControlList:
    return building.control_list(_path("control", name))


@cache
def calendar(name: str) -> HolidayCalendar:
    return building.holiday_calendar(_path("calendars", name))


@cache
def working_calendar(name: str, *, zone: str, cutoff_hour: int) -> WorkingCalendar:
    """Made once: every event asks it for the day, and the days of many years are put into its set."""
    return calendar(name).working(zone=zone, cutoff_hour=cutoff_hour)


@cache
def pack_infos() -> tuple[PackInfo, ...]:
    """Version and digest of each pack in use, in order of version: what a decision record freezes."""
    authority = current_authority()
    uses: list[PackInfo] = [authority.info, calendar(authority.calendar).info, control_list(authority.control_list).info]
    uses += [criteria_sets()[use.set_id].info for use in authority.criteria]
    uses += [read(_path("destinations", name), "destinations").info for name in authority.destinations]
    return tuple(sorted(uses, key=lambda info: info.version))


def _path(kind: str, name: str) -> Path:
    """The file of an embedded pack by its id."""
    path = PACKS / kind / f"{name}.toml"
    if not path.is_file():
        have = ", ".join(sorted(other.stem for other in (PACKS / kind).glob("*.toml")))
        raise PackError(f"there is no pack “{name}”; use {have}.", file=f"packs/{kind}")
    return path


def clear() -> None:
    """Forget what was read; for tests that change packs."""
    for cached in _CACHED:
        cached()


_READ = (current_authority, criteria_sets, gazetteer, control_list, calendar, working_calendar, pack_infos)
_CACHED: tuple[Callable[[], None], ...] = tuple(function.cache_clear for function in _READ)
