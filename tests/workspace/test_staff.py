"""The pages about the lender's people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import BDM, Broker
from features.drivers.factories import ApplicationFactory, BDMFactory, BrokerFactory, UserFactory
from tests.clients import anew
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    client.force_login(UserFactory(role="admin", name="Ada"))
    return client


@pytest.fixture
def ben():
    return BDMFactory(name="Ben")


def test_the_list_takes_the_same_queries_for_more_people(ada):
    counts = []
    for _ in range(2):
        ApplicationFactory()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ada.get("/people/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_filter_chooses_a_list(ada, ben):
    BrokerFactory(name="Bella", primary_bdm=ben)
    page = ada.get("/people/?kind=broker&words=bel").text
    assert "Bella" in page
    assert '<h2 id="bdms">' not in page


@pytest.mark.parametrize(("words", "is_found"), [("romano  bella", True), ("bella nora", False)])
def test_the_filter_asks_for_each_word(ada, ben, words, is_found):
    BrokerFactory(name="Bella Romano", primary_bdm=ben)
    page = ada.get("/people/", {"kind": "broker", "words": words}).text
    assert ("Bella Romano" in page) == is_found


def test_a_filter_that_makes_no_sense_is_ignored(ada, ben):
    page = ada.get("/people/?kind=x&branch=y&active=z").text
    assert "Ben" in page


@pytest.mark.parametrize(
    "address",
    [
        "/people/bdm/999/",
        "/people/borrower/1/",
        "/people/borrower/invite/",
        "/people/admin/1/change/",
        "/people/broker/1/hand-over/",
    ],
)
def test_what_there_is_not_is_404(ada, address):
    assert ada.get(address).status_code == 404


def test_a_refusal_is_beside_its_field(ada, ben):
    answer = ada.post(f"/people/bdm/{ben.pk}/change/", {"branch": ben.branch_id, "approval_limit": "-1"})
    error = 'id="id_approval_limit_error" role="alert">The approval limit must be'
    assert error in answer.text
    assert 'value="-1"' in answer.text


def test_a_deactivation_takes_a_second_press(ada, ben):
    page = ada.get(f"/people/bdm/{ben.pk}/deactivate/")
    assert "can no longer log in" in page.text
    assert BDM.objects.get().user.is_active
    answer = ada.post(f"/people/bdm/{ben.pk}/deactivate/", follow=True)
    assert "Ben&#x27;s login was deactivated." in answer.text
    assert not BDM.objects.get().user.is_active
    again = ada.post(f"/people/bdm/{ben.pk}/reactivate/", follow=True)
    assert "Ben can log in again." in again.text


def test_a_broker_keeps_a_primary_bdm_who_has_left(ada, ben):
    broker = BrokerFactory(primary_bdm=ben)
    User.objects.filter(pk=ben.user_id).update(is_active=False)
    asked = {"branch": broker.branch_id, "primary_bdm": ben.pk}
    answer = ada.post(f"/people/broker/{broker.pk}/change/", asked, follow=True)
    assert "Nothing has changed." in answer.text
    assert Broker.objects.get().primary_bdm == ben


def test_a_lost_second_factor_is_reset(ada, ben, monkeypatch):
    monkeypatch.setattr("users.second_factor.is_set_up", lambda user: True)
    assert "Reset the second factor" in ada.get(f"/people/bdm/{ben.pk}/").text
    answer = ada.post(f"/people/bdm/{ben.pk}/second-factor/", follow=True)
    assert "sets up a new second factor" in answer.text


def test_nobody_is_offered_their_own_login(ada):
    own = User.objects.get(role="admin")
    assert "Deactivate" not in ada.get(f"/people/admin/{own.pk}/").text


def test_the_filter_leaves_out_who_may_log_in(ada, ben):
    assert "Ben" in ada.get("/people/?active=yes").text
    assert ">Ben<" not in ada.get("/people/?active=no").text


def test_everything_of_a_bdm_is_handed_over(ada, ben):
    dora, application = BDMFactory(name="Dora"), ApplicationFactory(bdm=ben)
    page = ada.post(f"/people/bdm/{ben.pk}/hand-over/", {"to": dora.pk}, follow=True).text
    assert "Dora looks after 1 application and 0 brokers of Ben from now on." in page
    application.refresh_from_db()
    assert application.bdm == dora


def test_an_admin_is_invited(ada):
    typed = {"name": "Adam", "email": "adam@example.com"}
    assert "Adam was sent a link" in ada.post("/people/admin/invite/", anew(**typed), follow=True).text
    assert User.objects.get(email="adam@example.com").role == "admin"


def test_a_branch_is_opened(ada):
    page = ada.post("/people/branches/new/", anew(name="Hobart"), follow=True).text
    assert "The branch Hobart is open." in page
