"""Nobody reaches an operation that does not name them, and a token never signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from ninja import Router
from tests.module.api.caller import ROOT, Caller, Program, expect, slug
from tests.world import ADMINISTRATOR, NOW, World

from licet.api import building
from licet.api.access import Anybody, Rule, rule_of
from licet.api.operations import ROUTERS
from licet.decisions.public import Signature
from licet.kernel.actor import Actor, system
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.platform import clock


def operations() -> list[tuple[str, str, Rule | None]]:
    return [
        (f"{method} {path}", operation.view_func.__name__, rule_of(operation.auth_param))
        for _, router in ROUTERS
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    ]


def test_every_operation_says_who_may_use_it() -> None:
    assert [name for name, _, rule in operations() if rule is None or not (rule.permissions or rule.reason)] == []
    names = [name for _, name, _ in operations()]
    assert sorted(names) == sorted(set(names))


def test_operation_that_names_nobody_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    router = Router()

    @router.get("/forgotten")
    def forgotten(request: object) -> None: ...

    monkeypatch.setattr(building, "ROUTERS", (("forgotten", router),))
    with pytest.raises(RuntimeError, match="does not say who may use it"):
        list(building.routes())


@pytest.mark.django_db
def test_nobody_reads_published_things_only() -> None:
    client = Client()
    public = {
        operation for operation, _, rule in operations() if rule and rule.reason == "what was published, as anybody may read and check it"
    }
    for operation, _, _ in operations():
        method, path = operation.split(" ", 1)
        address = ROOT + path.lstrip("/").replace("{name}", "count-in-all")
        response = client.generic(method, address.replace("{", "").replace("}", ""), "{}", "application/json")
        if operation in public:
            assert response.status_code == 200, operation
        else:
            assert response.status_code == 401, operation
            assert response["Content-Type"] == "application/problem+json"
            assert response["WWW-Authenticate"].startswith("Bearer")


def test_forbidden_looks_like_absent(world: World, caller: Callable[[str], Caller]) -> None:
    case = world.case()
    exporter = caller("exporter")
    forbidden, absent = exporter.get(f"cases/{case.pk}"), exporter.get("cases/" + "0" * 26)
    assert (forbidden.status_code, forbidden.text) == (absent.status_code, absent.text)
    assert forbidden.status_code == 404
    assert caller("foreign").get(f"applications/{case.application_id}").status_code == 200  # sent: officials read it
    for name in ("officer", "foreign"):
        assert caller(name).send("applications", {"name": "X", "licence_type": "IND"}).status_code == 404
    assert exporter.get("nothing/here").status_code == 404
    assert exporter.get("nothing/here")["Content-Type"] == "application/problem+json"


def test_exporter_sees_nothing_of_another(world: World, caller: Callable[[str], Caller], tmp_path: object) -> None:
    licence = world.granted()
    other = people.create_organisation(
        actor=people_keeper(), name="Other", registration_number="R-2", address="2 Lane", country="XA", email="o@other.example", now=NOW
    )
    user = people.create_user(
        actor=people_keeper(), username="other", full_name="Other", email="other@example.org", now=NOW, organisation=other.pk
    )
    people.give_role(actor=people_keeper(), user=user.pk, role=people.Role.EXPORTER, reasons="x", now=NOW, valid_from=NOW.date())
    stranger = caller("other")
    assert stranger.read("licences")["rows"] == []
    assert stranger.read("submissions")["rows"] == []
    for address in (f"licences/{slug(licence.reference)}", f"submissions/{licence.case_id}", f"applications/{licence.case.application_id}"):
        assert stranger.get(address).status_code == 404, address
        assert caller("exporter").get(address).status_code == 200, address


def people_keeper() -> Actor:
    return ADMINISTRATOR


def test_change_needs_the_csrf_token_of_the_session(world: World, caller: Callable[[str], Caller]) -> None:
    exporter = caller("exporter")
    body = {"name": "Radios", "licence_type": "IND"}
    refused = exporter.send("applications", body, **{"X-CSRFToken": "forged"})
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]
    assert exporter.send("applications", body).status_code == 201


def test_token_reads_and_works_for_its_person(world: World, caller: Callable[[str], Caller]) -> None:
    exporter = caller("exporter")
    made = exporter.do("tokens", {"name": "Nightly job"}, status=201)
    program = Program(made["secret"])
    assert expect(program.get("me"), 200)["name"] == "Exporter"
    started = expect(program.send("applications", {"name": "Radios", "licence_type": "IND"}), 201)
    assert exporter.read("applications")["rows"][0]["id"] == started["id"]
    assert program.send("tokens", {"name": "Another"}).status_code == 401  # a token makes no tokens
    assert made["secret"] not in exporter.get("tokens").text
    assert made["secret"] not in str(list(people.AccessToken.objects.values()))
    assert exporter.do(f"tokens/{made['token']['id']}", None, method="DELETE", status=204) is None
    assert program.get("me").status_code == 401


@pytest.mark.parametrize("secret", ["", "licet_unknown", "licet_\x7f", "x" * 4000])
def test_forged_token_is_no_session(world: World, caller: Callable[[str], Caller], secret: str) -> None:
    officer = caller("officer")
    assert officer.client.get(f"{ROOT}me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert officer.client.get(f"{ROOT}me", headers={"Authorization": f"Basic {secret}"}).status_code == 401


def test_token_ends_by_its_day_and_with_its_person(world: World, caller: Callable[[str], Caller]) -> None:
    secret = caller("officer").do("tokens", {"name": "Job", "days": 1}, status=201)["secret"]
    assert Program(secret).get("me").status_code == 200
    with clock.at(NOW + timedelta(days=2)):
        assert Program(secret).get("me").status_code == 401
    user = people.user_by_username("officer")
    people.deactivate_user(actor=people_keeper(), user=user.pk, reasons="Left.", now=NOW + timedelta(hours=6))
    assert Program(secret).get("me").status_code == 401


def test_nobody_has_another_persons_token(world: World, caller: Callable[[str], Caller]) -> None:
    made = caller("exporter").do("tokens", {"name": "Job"}, status=201)
    assert caller("officer").send(f"tokens/{made['token']['id']}", None, method="DELETE").status_code == 404
    assert caller("officer").read("tokens")["rows"] == []
    exporter = caller("exporter")
    for number in range(9):
        exporter.do("tokens", {"name": f"Job {number}"}, status=201)
    assert exporter.send("tokens", {"name": "One more"}).status_code == 400
    assert exporter.send("tokens", {"name": " "}).status_code == 400


def test_token_never_signs(world: World, caller: Callable[[str], Caller]) -> None:
    act = world.propose(world.ready())
    officer = caller("officer")
    program = Program(officer.do("tokens", {"name": "Job"}, status=201)["secret"])
    page = expect(program.get(f"acts/{slug(act.reference)}"), 200)
    body = {"digest": page["digest"], "shown": page["concerns"]}
    assert program.send(f"acts/{slug(act.reference)}/signatures", body).status_code == 401
    both = officer.send(f"acts/{slug(act.reference)}/signatures", body, Authorization=f"Bearer {program.secret}")
    assert both.status_code == 200  # the session signs; what else was sent does not matter
    assert Signature.objects.get().signed_by == world["officer"].id
    assert Signature.objects.get().means == "password"


def test_anybody_is_for_what_is_published_only() -> None:
    public = [name for _, router in ROUTERS for view in router.path_operations.values() for op in view.operations
              for name in [op.path] if any(isinstance(item, Anybody) for item in op.auth_callbacks)]  # fmt: skip
    assert all(path.startswith("/register/") for path in public)


def test_operation_for_officials_is_absent_to_an_exporter_whatever_they_hold() -> None:
    rule = Rule((Permission.CASE_READ,), officials=True)
    official = system("official", Permission.CASE_READ)
    assert rule.check(official) is official
    with pytest.raises(NotFound):
        rule.check(replace(official, organisation="0" * 26))
    with pytest.raises(NotFound):
        rule.check(system("nobody"))
