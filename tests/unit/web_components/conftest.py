from typing import Any

import pytest

from licet.web.components import shell


def authority() -> shell.Authority:
    return shell.Authority("Demonstration Licensing Authority", "Europe/London", "GBP")


@pytest.fixture(autouse=True)
def own_authority(settings: Any) -> None:
    """These tests need no policy pack."""
    settings.LICET_AUTHORITY = f"{__name__}.authority"
