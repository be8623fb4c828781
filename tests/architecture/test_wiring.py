"""What the wiring names is there: it is loaded only when it is needed, so a wrong name would be found too late."""

from __future__ import annotations

import pytest
from django.utils.module_loading import import_string

from licet.ledger import catalogue
from licet.project.subscriptions import SUBSCRIPTIONS


@pytest.mark.parametrize(("kind", "name", "function"), SUBSCRIPTIONS)
def test_subscription_leads_to_a_function(kind: str, name: str, function: str) -> None:
    assert callable(import_string(function))
    assert kind in catalogue.classes(), "no event has this kind"
    assert ".public." in function
