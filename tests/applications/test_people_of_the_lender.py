"""What admins change of the lender's people: what is refused, recorded, and left as it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from applications import refusals
from applications.models import BDM, Application, Branch, Broker
from applications.selectors.parties import bdms_to_look_after
from applications.selectors.people import changes_of, people_matching, people_visible_to
from applications.services import joining, people
from common.refusals import TextTooLong, UnusableText
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BranchFactory,
    BrokerFactory,
    RepaymentFactory,
    UserFactory,
)
from users.models import EmailDelivery, User
from users.passwords import invitation_text
from users.refusals import AddressTaken, InvalidAddress, LocalPartNotAscii, NameMissing

pytestmark = pytest.mark.django_db
NEW = {"name": "Dora", "email": "dora@example.com"}


@pytest.fixture
def ada():
    return UserFactory(role="admin", name="Ada")


@pytest.fixture
def ben():
    return BDMFactory(name="Ben", approval_limit=Decimal(500))


ACTS = [
    lambda by, bdm: people.person_change(person=bdm, by=by, approval_limit=Decimal(7)),
    lambda by, bdm: people.bdm_hand_over(bdm=bdm, to=BDMFactory(), by=by),
    lambda by, bdm: people.person_deactivate(person=bdm, by=by),
    lambda by, bdm: people.person_reactivate(person=bdm, by=by),
    lambda by, bdm: people.second_factor_reset(person=bdm, by=by),
    lambda by, bdm: people.person_invite_again(person=bdm, by=by),
    lambda by, bdm: joining.bdm_invite(**NEW, branch=bdm.branch, approval_limit=Decimal(7), by=by),
    lambda by, bdm: joining.broker_invite(**NEW, branch=bdm.branch, primary_bdm=bdm, by=by),
    lambda by, bdm: joining.admin_invite(**NEW, by=by),
    lambda by, bdm: joining.branch_open(name="Hobart", by=by),
]


@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
@pytest.mark.parametrize("act", ACTS)
def test_only_admins_look_after_people(ben, act, role):
    with pytest.raises(refusals.PeopleAreForAdmins):
        act(UserFactory(role=role), ben)
    assert not LogEntry.objects.exists()
    assert not User.objects.filter(email=NEW["email"]).exists()


@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_only_admins_see_people(ben, role):
    user = ben.user if role == "bdm" else UserFactory(role=role)
    assert [people_visible_to(user, kind).count() for kind in ("bdm", "broker", "admin")] == [0, 0, 0]


@pytest.mark.parametrize("limit", [Decimal("-0.01"), Decimal(10**10)])
def test_a_limit_that_cannot_be_is_refused(ada, ben, limit):
    with pytest.raises(refusals.NotPossible, match="approval limit must be") as refused:
        people.person_change(person=ben, by=ada, approval_limit=limit)
    assert refused.value.field == "approval_limit"
    assert BDM.objects.get().approval_limit == 500


def test_what_stays_the_same_is_not_recorded(ada, ben):
    assert people.person_change(person=ben, by=ada, approval_limit=Decimal(500), branch=ben.branch) == []
    people.person_reactivate(person=ben, by=ada)
    assert not LogEntry.objects.exists()


def test_a_bdm_who_has_left_looks_after_nothing_new(ada, ben):
    broker, gone = BrokerFactory(primary_bdm=ben), BDMFactory(name="Carl")
    people.person_deactivate(person=gone, by=ada)
    with pytest.raises(refusals.HasLeft, match="Carl's login was deactivated"):
        people.person_change(person=broker, by=ada, primary_bdm=gone)
    with pytest.raises(refusals.HasLeft, match="Carl's login was deactivated"):
        joining.broker_invite(**NEW, branch=ben.branch, primary_bdm=gone, by=ada)
    assert list(bdms_to_look_after(ada)) == [ben]


def test_nobody_hands_over_to_themselves(ada, ben):
    with pytest.raises(refusals.NotPossible, match="looks after them already"):
        people.bdm_hand_over(bdm=ben, to=ben, by=ada)


def test_who_has_no_login_is_not_deactivated(ada):
    with pytest.raises(refusals.NoLogin):
        people.person_deactivate(person=BrokerFactory(user=None), by=ada)


@pytest.mark.parametrize(
    ("stage", "paid", "running"),
    [("inquiry", 0, 1), ("settlement", 0, 1), ("funded", 0, 1), ("funded", 1_250, 0), ("withdrawn", 0, 0)],
)
def test_what_a_bdm_looks_after(ada, ben, stage, paid, running):
    loan = ApplicationFactory(stage=stage, bdm=ben, broker=BrokerFactory(primary_bdm=BDMFactory()))
    RepaymentFactory(application=loan, due_date=date(2025, 3, 14), amount_paid=paid)
    assert people_visible_to(ada, "bdm").get(pk=ben.pk).running == running
    to = BDMFactory()
    assert people.bdm_hand_over(bdm=ben, to=to, by=ada) == (running, 0)
    assert Application.objects.get().bdm == (to if running else ben)


def test_a_deactivation_ends_every_log_in(ada, ben):
    before = ben.user.login_version
    people.person_deactivate(person=ben, by=ada)
    login = User.objects.get(pk=ben.user_id)
    assert (login.is_active, login.login_version) == (False, before + 1)
    people.person_reactivate(person=ben, by=ada)
    assert [one.act for one in changes_of(ben)] == ["reactivated the login", "deactivated the login"]


def test_changes_on_the_admin_pages_are_among_those_of_a_person(ada, ben):
    LogEntry.objects.log_actions(ada.pk, [ben.user], 2, change_message=[{"changed": {"fields": ["Name"]}}])
    (change,) = changes_of(ben)
    assert (change.by, change.act) == ("Ada", "Changed Name.")


def test_people_are_found_by_words_branch_and_login(ada, ben):
    broker = BrokerFactory(name="Bella", company="Harbour", primary_bdm=ben, branch=ben.branch)
    other = BrokerFactory(name="Cora", user=None, primary_bdm=ben, branch=BranchFactory(name="Hobart"))
    User.objects.filter(pk=broker.user_id).update(email="b@home.example")
    chosen = [{"words": " harb"}, {"words": "HOME.example"}, {"branch": ben.branch}, {"active": True}]
    assert [list(people_matching(ada, "broker", **one)) for one in chosen] == [[broker]] * 4
    assert list(people_matching(ada, "broker", active=False)) == [other]
    assert list(people_matching(ada, "admin", words="ada")) == [ada]
    assert list(people_matching(ada, "admin", branch=ben.branch)) == []


@pytest.mark.parametrize(
    ("name", "email", "refusal"),
    [
        (" ", "dora@example.com", NameMissing),
        ("D" * 151, "dora@example.com", TextTooLong),
        ("Do\u202era", "dora@example.com", UnusableText),
        ("Dora", "dora", InvalidAddress),
        ("Dora", "döra@example.com", LocalPartNotAscii),
        ("Dora", "BEN@Example.com", AddressTaken),
    ],
)
def test_nobody_is_invited_with_such_a_name_or_address(ada, ben, name, email, refusal):
    User.objects.filter(pk=ben.user_id).update(email="ben@example.com")
    with pytest.raises(refusal):
        joining.bdm_invite(name=name, email=email, branch=ben.branch, approval_limit=Decimal(7), by=ada)
    assert (BDM.objects.count(), EmailDelivery.objects.count()) == (1, 0)


def test_who_is_invited_has_no_more_rights_than_the_role(ada, ben):
    invited = [
        joining.bdm_invite(**NEW, branch=ben.branch, approval_limit=Decimal(7), by=ada).user,
        joining.broker_invite(
            name="Eve",
            email="eve@example.com",
            company=" Eve Ltd ",
            branch=ben.branch,
            primary_bdm=ben,
            by=ada,
        ).user,
        joining.admin_invite(name="Finn", email="finn@example.com", by=ada),
    ]
    assert [(one.role, one.is_staff, one.is_superuser) for one in invited] == [
        (role, False, False) for role in ("bdm", "broker", "admin")
    ]
    assert Broker.objects.get().company == "Eve Ltd"
    assert [one.template for one in EmailDelivery.objects.all()] == ["invitation"] * 3


@pytest.mark.parametrize("name", [" ", "hobart"])
def test_a_branch_needs_a_name_of_its_own(ada, name):
    BranchFactory(name="Hobart")
    with pytest.raises(refusals.NotPossible):
        joining.branch_open(name=name, by=ada)
    assert Branch.objects.count() == 1


def test_an_admin_who_leaves_hands_nothing_over(ada):
    leaving = UserFactory(role="admin", name="Adam")
    people.person_deactivate(person=leaving, by=ada)
    leaving.refresh_from_db()
    assert not leaving.is_active


def test_an_invitation_says_nothing_once_its_reader_has_logged_in(ada, ben):
    invited = joining.bdm_invite(**NEW, branch=ben.branch, approval_limit=Decimal(7), by=ada).user
    delivery = EmailDelivery.objects.get(template="invitation")
    assert invitation_text(delivery) is not None
    User.objects.filter(pk=invited.pk).update(last_login=timezone.now())
    assert invitation_text(delivery) is None
