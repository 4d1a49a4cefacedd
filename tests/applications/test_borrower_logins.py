"""Borrowers' logins: whose may be opened and taken away, and how often an invitation is sent."""

import pytest

from applications import refusals
from applications.models import AuditEntry
from applications.selectors.parties import LoginState, login_state
from applications.services.borrower_logins import (
    borrower_invite,
    borrower_invite_again,
    borrower_login_switch,
)
from common.refusals import Refusal
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from users.models import EmailDelivery, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def omar():
    return BorrowerFactory(name="Omar", email="omar@example.com", user=None)


@pytest.fixture
def loan(omar):
    return ApplicationFactory(reference="HL-OMAR", borrowers=[omar])


ACTS = [
    borrower_invite,
    borrower_invite_again,
    lambda **whose: borrower_login_switch(active=False, **whose),
    lambda **whose: borrower_login_switch(active=True, **whose),
]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (lambda loan: loan.broker.user, refusals.NotYoursToChange),
        (lambda loan: UserFactory(role="bdm"), refusals.ApplicationNotFound),
        (lambda loan: UserFactory(role="borrower"), refusals.ApplicationNotFound),
    ],
)
def test_only_the_lender_who_sees_the_loan_may(loan, omar, act, who, refusal):
    by = who(loan)
    users = User.objects.count()
    with pytest.raises(refusal):
        act(application=loan, borrower=omar, by=by)
    assert (User.objects.count(), AuditEntry.objects.count()) == (users, 0)


@pytest.mark.parametrize("act", ACTS)
def test_only_for_borrowers_of_that_loan(loan, act):
    stranger = BorrowerFactory(user=None)
    with pytest.raises(refusals.NotAParty):
        act(application=loan, borrower=stranger, by=loan.bdm.user)


@pytest.mark.parametrize("role", ["admin", "bdm", "broker"])
@pytest.mark.parametrize("act", ACTS[1:])
def test_the_login_of_somebody_in_another_role_is_left_alone(loan, omar, act, role):
    omar.user = UserFactory(role=role)
    omar.save()
    with pytest.raises(refusals.NoLogin):
        act(application=loan, borrower=omar, by=loan.bdm.user)
    omar.user.refresh_from_db()
    assert omar.user.is_active


def test_states_of_a_login(loan, omar):
    assert login_state(omar) == LoginState.NONE
    borrower_invite(application=loan, borrower=omar, by=loan.bdm.user)
    omar.refresh_from_db()
    assert login_state(omar) == LoginState.INVITED
    omar.user.last_login = omar.user.date_joined
    assert login_state(omar) == LoginState.ACTIVE
    omar.user.is_active = False
    assert login_state(omar) == LoginState.DEACTIVATED


def test_login_has_the_address_and_the_name_on_file(loan, omar):
    borrower_invite(application=loan, borrower=omar, by=loan.bdm.user)
    login = User.objects.get(borrower=omar)
    assert (login.email, login.name, login.role) == ("omar@example.com", "Omar", "borrower")
    assert (login.is_staff, login.is_superuser) == (False, False)


def test_invitation_is_sent_again_once_the_last_one_has_left(loan, omar):
    whose = {"application": loan, "borrower": omar, "by": loan.bdm.user}
    borrower_invite(**whose)
    borrower_invite_again(**whose)
    assert EmailDelivery.objects.count() == 1
    for number in (2, 3):
        EmailDelivery.objects.update(state="sent")
        borrower_invite_again(**whose)
        borrower_invite_again(**whose)
        assert EmailDelivery.objects.count() == number


def test_switching_what_is_so_leaves_no_record(loan, omar):
    whose = {"application": loan, "borrower": omar, "by": loan.bdm.user}
    borrower_invite(**whose)
    borrower_login_switch(active=True, **whose)
    assert [entry.act for entry in AuditEntry.objects.all()] == ["invited Omar to the workspace"]


def test_a_refused_address_opens_no_login(loan, omar):
    UserFactory(email="omar@example.com")
    with pytest.raises(Refusal, match="already in use"):
        borrower_invite(application=loan, borrower=omar, by=loan.bdm.user)
    omar.refresh_from_db()
    assert omar.user is None
