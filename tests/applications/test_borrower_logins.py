"""Borrowers' logins: whose may be opened and taken away, and how often an invitation is sent."""

import pytest
from django.utils import timezone

from applications import refusals
from applications.models import AuditEntry, Borrower
from applications.selectors.parties import LoginState, login_state
from applications.services.borrower_logins import (
    borrower_invite,
    borrower_invite_again,
    borrower_login_move,
    borrower_login_switch,
)
from common.refusals import Refusal
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.rows import row
from users.current_addresses import current_addresses
from users.models import EmailDelivery, Notification, User
from users.passwords import invitation_text, reset_tokens
from users.refusals import InvalidAddress

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
    borrower_login_move,
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


class TestMoving:
    @pytest.fixture
    def login(self, loan, omar):
        """Omar's, who has logged in with an address that is no longer the one on file."""
        borrower_invite(application=loan, borrower=omar, by=loan.bdm.user)
        EmailDelivery.objects.all().delete()
        User.objects.filter(borrower=omar).update(last_login=timezone.now())
        Borrower.objects.update(email="omar@new.example")
        return User.objects.get(borrower=omar)

    @pytest.fixture
    def move(self, loan, omar):
        return lambda: borrower_login_move(application=loan, borrower=omar, by=loan.bdm.user)

    def test_both_addresses_are_told_and_neither_reads_the_other(self, login, move):
        move()
        login.refresh_from_db()
        assert login.email == "omar@new.example"
        told = {one.address: one.context for one in EmailDelivery.objects.all()}
        assert {address: said["is_new"] for address, said in told.items()} == {
            "omar@example.com": False,
            "omar@new.example": True,
        }
        assert "example" not in str(list(told.values()))

    @pytest.mark.parametrize("email", ["omar@example.com", "OMAR@Example.com"])
    def test_the_same_address_is_not_moved(self, login, move, email):
        Borrower.objects.update(email=email)
        entries = AuditEntry.objects.count()
        move()
        assert (EmailDelivery.objects.count(), AuditEntry.objects.count()) == (0, entries)

    def test_moved_twice_is_moved_once(self, login, move):
        move()
        move()
        assert EmailDelivery.objects.count() == 2

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            (lambda: Borrower.objects.update(email=""), refusals.NoAddress),
            (lambda: User.objects.filter(role="borrower").update(is_active=False), refusals.LoginDeactivated),
            (lambda: User.objects.filter(role="borrower").update(role="broker"), refusals.NoLogin),
            (lambda: Borrower.objects.update(email="nobody"), InvalidAddress),
        ],
        ids=["no address", "deactivated", "no login of a borrower", "no address at all"],
    )
    def test_refusals(self, login, move, change, refusal):
        change()
        with pytest.raises(refusal):
            move()
        login.refresh_from_db()
        assert login.email == "omar@example.com"
        assert not EmailDelivery.objects.exists()

    def test_a_link_sent_to_the_old_address_no_longer_works(self, login, move):
        token = reset_tokens.make_token(login)
        assert reset_tokens.check_token(login, token)
        move()
        assert not reset_tokens.check_token(User.objects.get(pk=login.pk), token)

    def test_an_invitation_that_waits_does_not_reach_the_old_address(self, loan, omar, move):
        borrower_invite(application=loan, borrower=omar, by=loan.bdm.user)
        Borrower.objects.update(email="omar@new.example")
        move()
        old, new = EmailDelivery.objects.order_by("pk")
        assert (old.address, new.address) == ("omar@example.com", "omar@new.example")
        assert invitation_text(old) is None
        assert invitation_text(new).secret["link"]

    def test_news_that_waits_goes_to_the_new_address(self, login, move):
        news = row(Notification, user=login)
        waiting = row(EmailDelivery, address=login.email, notification=news, state="queued")
        sent = row(EmailDelivery, address=login.email, state="sent")
        move()
        assert current_addresses([waiting]) == {waiting.pk: "omar@new.example"}
        sent.refresh_from_db()
        assert sent.address == "omar@example.com"
