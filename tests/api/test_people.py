"""The API: the lender's people."""

import pytest
from rest_framework.test import APIClient

from applications.models import BDM, Broker
from features.drivers.factories import ApplicationFactory, BDMFactory, BranchFactory, UserFactory
from tests.clients import anew
from users.models import User

pytestmark = pytest.mark.django_db


def client_of(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def ben():
    return BDMFactory(name="Ben", branch=BranchFactory(name="Sydney"))


@pytest.fixture
def ada(ben):
    return client_of(UserFactory(role="admin", name="Ada"))


def test_people_are_listed_with_what_they_look_after(ada, ben):
    ApplicationFactory(bdm=ben, broker__primary_bdm=ben, broker__name="Bella")
    (answer,) = ada.get("/api/people/bdm/").json()["results"]
    assert answer == {
        "id": ben.pk,
        "name": "Ben",
        "branch": "Sydney",
        "approval_limit": "1000000.00",
        "email": ben.user.email,
        "active": True,
        "running": 1,
    }
    brokers = ada.get("/api/people/broker/?words=bel").json()["results"]
    assert [(one["name"], one["primary_bdm"], one["running"]) for one in brokers] == [("Bella", "Ben", 1)]
    assert [one["name"] for one in ada.get("/api/people/admin/?active=true").json()["results"]] == ["Ada"]
    assert ada.get("/api/people/bdm/?active=false").json()["count"] == 0


def test_a_person_without_a_login_has_no_address(ada, ben):
    BDM.objects.update(user=None)
    (answer,) = ada.get("/api/people/bdm/").json()["results"]
    assert (answer["email"], answer["active"]) == (None, None)


def test_a_limit_and_a_branch_are_changed(ada, ben):
    branch = BranchFactory(name="Hobart")
    asked = {"approval_limit": "7.00", "branch": branch.pk}
    answer = ada.patch(f"/api/people/bdm/{ben.pk}/", asked, format="json")
    assert (answer.status_code, answer.json()["approval_limit"], answer.json()["branch"]) == (
        200,
        "7.00",
        "Hobart",
    )


@pytest.mark.parametrize("asked", [{"approval_limit": "-1"}, {"approval_limit": "a"}, {"branch": "x"}])
def test_what_makes_no_sense_is_400(ada, ben, asked):
    assert ada.patch(f"/api/people/bdm/{ben.pk}/", asked, format="json").status_code == 400


def test_a_branch_that_there_is_not_is_404(ada, ben):
    assert ada.patch(f"/api/people/bdm/{ben.pk}/", {"branch": 999}, format="json").status_code == 404


def test_everything_is_handed_over_before_somebody_leaves(ada, ben):
    ApplicationFactory(bdm=ben, broker__primary_bdm=ben)
    login = f"/api/people/bdm/{ben.pk}/login/"
    refused = ada.put(login, {"active": False}, format="json")
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "Ben still looks after 1 running application and 1 broker. Hand them over first.",
    )
    to = BDMFactory()
    handed = ada.post(f"/api/people/bdm/{ben.pk}/hand-over/", {"to": to.pk}, format="json")
    assert handed.json() == {"applications": 1, "brokers": 1}
    assert ada.put(login, {"active": False}, format="json").json() == {"active": False}
    assert not User.objects.get(pk=ben.user_id).is_active
    assert ada.put(login, {"active": True}, format="json").json() == {"active": True}


def test_people_are_invited(ada, ben):
    dora = {"name": "Dora", "email": "dora@example.com"}
    bdm = dora | {"branch": ben.branch_id, "approval_limit": "7.00"}
    assert ada.post("/api/people/bdm/", anew(**bdm), format="json").status_code == 201
    again = ada.post("/api/people/admin/", anew(**dora), format="json")
    assert (again.status_code, again.json()["detail"]) == (409, "This e-mail address is already in use.")
    broker = {"name": "Eve", "email": "eve@example.com", "branch": ben.branch_id, "primary_bdm": ben.pk}
    answer = ada.post("/api/people/broker/", anew(**broker), format="json")
    assert (answer.status_code, answer.json()["name"]) == (201, "Eve")
    changed = ada.patch(f"/api/people/broker/{Broker.objects.get().pk}/", {}, format="json")
    assert changed.json()["primary_bdm"] == "Ben"


def test_a_second_factor_is_taken_away(ada, ben):
    before = ben.user.login_version
    assert ada.delete(f"/api/people/bdm/{ben.pk}/second-factor/").status_code == 204
    assert User.objects.get(pk=ben.user_id).login_version == before + 1


def test_branches_are_listed_and_opened(ada):
    assert ada.post("/api/branches/", anew(name="Hobart"), format="json").status_code == 201
    assert [one["name"] for one in ada.get("/api/branches/").json()["results"]] == ["Hobart", "Sydney"]


@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_people_are_for_admins(ben, role):
    other = client_of(ben.user if role == "bdm" else UserFactory(role=role))
    for kind in ("bdm", "broker", "admin"):
        assert other.get(f"/api/people/{kind}/").json()["count"] == 0
    assert other.get("/api/branches/").json()["count"] == 0
    assert (
        other.patch(f"/api/people/bdm/{ben.pk}/", {"approval_limit": "7"}, format="json").status_code == 404
    )
    assert other.put(f"/api/people/bdm/{ben.pk}/login/", {"active": False}, format="json").status_code == 404
    assert other.delete(f"/api/people/bdm/{ben.pk}/second-factor/").status_code == 404
    invited = other.post("/api/people/admin/", anew(name="Dora", email="d@example.com"), format="json")
    assert invited.status_code == 409
    assert BDM.objects.get().approval_limit == 1_000_000
