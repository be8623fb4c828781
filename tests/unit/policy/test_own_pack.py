"""Which authority a process serves, and what a production start refuses of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.policy import selectors
from licet.policy.public import PackError, pack
from licet.project.checks import own_authority


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home of one's own, and packs read anew."""
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    selectors.current_authority.cache_clear()
    yield
    selectors.current_authority.cache_clear()


def own(folder: Path, **changes: str) -> None:
    text = selectors.DEMONSTRATION.read_text()
    for old, new in {
        "Demonstration Licensing Authority": "Testland Authority",
        "demonstration = true": "demonstration = false",
        **changes,
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / selectors.OWN_PACK).write_text(text)


def test_the_pack_in_the_home_is_served_and_the_demonstrations_without_one(tmp_path: Path) -> None:
    assert pack().demonstration
    own(tmp_path)
    selectors.current_authority.cache_clear()
    assert (pack().name, pack().demonstration) == ("Testland Authority", False)


def test_production_refuses_the_demonstrations_pack_and_a_broken_one(tmp_path: Path, settings: object) -> None:
    assert own_authority() == []
    settings.LICET_ENV = "production"  # type: ignore[attr-defined]
    assert [error.id for error in own_authority()] == ["licet.E008"]
    own(tmp_path)
    selectors.current_authority.cache_clear()
    assert own_authority() == []
    own(tmp_path, **{'calendar = "demo"': 'calendar = "nowhere"'})
    selectors.current_authority.cache_clear()
    assert [error.id for error in own_authority()] == ["licet.E009"]
    with pytest.raises(PackError, match="nowhere"):
        pack()
