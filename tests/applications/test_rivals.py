"""Another request commits between a look and the write that relies on it: the database decides."""

from uuid import uuid4

import pytest
from django.db.models import QuerySet

from applications.models import Application, Branch, Broker, IdempotencyKey, Note
from applications.refusals import (
    HasLeft,
    NotABDMOf,
    NotPossible,
    NotYourBroker,
    PeopleAreForAdmins,
    StillLooksAfter,
)
from applications.services import joining
from applications.services.applications import application_open
from applications.services.hand_over import application_hand_over
from applications.services.joining import admin_invite, branch_open, broker_invite
from applications.services.notes import note_add
from applications.services.people import bdm_hand_over, person_change, person_deactivate
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    BranchFactory,
    BrokerFactory,
    UserFactory,
)
from users import passwords
from users.models import User
from users.refusals import AddressTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(role="admin", name="Ada")


@pytest.fixture
def before_the_lock_of(monkeypatch):
    """Lets a rival commit as a row is about to be locked: what is looked at before that is out of date."""
    fetch, waiting = QuerySet._fetch_all, []

    def fetch_later(rows):
        if rows.query.select_for_update and rows._result_cache is None:
            for one in list(waiting):
                row, rival = one
                if isinstance(row, rows.model):
                    ids = rows.order_by().values_list("pk", flat=True)
                    ids.query.select_for_update = False
                    if row.pk in set(ids):
                        waiting.remove(one)
                        rival()
        fetch(rows)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_later)
    yield lambda row, rival: waiting.append((row, rival))
    assert not waiting, "never locked"


def leaves(person):
    login = person if isinstance(person, User) else person.user
    return lambda: User.objects.filter(pk=login.pk).update(is_active=False)


def test_two_invitations_to_one_address(ada, monkeypatch):
    def rival(length):
        UserFactory(name="Adam", email="ADAM@example.com", role="broker")
        return "x" * length

    monkeypatch.setattr(passwords, "get_random_string", rival)
    with pytest.raises(AddressTaken):
        admin_invite(name="Adam", email="adam@example.com", by=ada)


def test_two_branches_of_one_name(ada, monkeypatch):
    BranchFactory(name="Hobart")
    monkeypatch.setattr(joining, "_is_branch", lambda name: False)
    with pytest.raises(NotPossible, match="There is a branch Hobart already"):
        branch_open(name="Hobart", by=ada)
    assert Branch.objects.filter(name="Hobart").count() == 1


@pytest.mark.parametrize("name", ["köln", "KÖLN", " Köln "])
def test_a_branch_in_other_letters(ada, name):
    BranchFactory(name="Köln")
    with pytest.raises(NotPossible, match="already"):
        branch_open(name=name, by=ada)


def test_a_branch_with_other_blanks(ada):
    branch_open(name="North  Sydney", by=ada)
    with pytest.raises(NotPossible, match="There is a branch North Sydney already"):
        branch_open(name="North Sydney ", by=ada)


def test_two_requests_with_one_key(ada, monkeypatch):
    loan, key = ApplicationFactory(), uuid4()
    note = {"application": loan, "author": ada, "text": "Call"}
    look, first = QuerySet.get, []

    def look_too_early(rows, **which):
        if rows.model is IdempotencyKey and not first:
            first.append(None)
            first[0] = note_add(idempotency_key=key, **note)
            raise IdempotencyKey.DoesNotExist
        return look(rows, **which)

    monkeypatch.setattr(QuerySet, "get", look_too_early)
    assert [note_add(idempotency_key=key, **note)] == first
    assert Note.objects.count() == 1


class TestLeaving:
    """Nobody is given anything to look after while they are deactivated."""

    @pytest.fixture
    def gone(self):
        return BDMFactory(name="Carl")

    def test_a_bdm_who_is_handed_everything(self, ada, gone, before_the_lock_of):
        before_the_lock_of(gone, leaves(gone))
        with pytest.raises(HasLeft):
            bdm_hand_over(bdm=BDMFactory(), to=gone, by=ada)

    def test_a_bdm_who_is_handed_an_application(self, ada, gone, before_the_lock_of):
        before_the_lock_of(gone, leaves(gone))
        with pytest.raises(NotABDMOf):
            application_hand_over(application=ApplicationFactory(), bdm=gone, by=ada)

    def test_a_broker_who_is_handed_an_application(self, ada, before_the_lock_of):
        before_the_lock_of(gone := BrokerFactory(), leaves(gone))
        with pytest.raises(HasLeft):
            application_hand_over(application=ApplicationFactory(), broker=gone, by=ada)

    def test_a_bdm_who_becomes_primary(self, ada, gone, before_the_lock_of):
        before_the_lock_of(gone, leaves(gone))
        with pytest.raises(HasLeft):
            person_change(person=BrokerFactory(), primary_bdm=gone, by=ada)

    def test_a_bdm_with_whom_a_new_broker_works(self, ada, gone, before_the_lock_of):
        before_the_lock_of(gone, leaves(gone))
        with pytest.raises(HasLeft):
            broker_invite(name="Dora", email="dora@example.com", branch=gone.branch, primary_bdm=gone, by=ada)

    def test_a_broker_for_whom_an_application_is_opened(self, ada, before_the_lock_of):
        before_the_lock_of(gone := BrokerFactory(), leaves(gone))
        with pytest.raises(NotYourBroker):
            application_open(broker=gone, borrowers=[BorrowerFactory()], by=ada)

    def test_a_bdm_for_whom_an_application_is_opened(self, ada, gone, before_the_lock_of):
        before_the_lock_of(gone, leaves(gone))
        with pytest.raises(NotABDMOf):
            application_open(broker=BrokerFactory(), bdm=gone, borrowers=[BorrowerFactory()], by=ada)

    def test_an_application_opened_as_its_broker_changes_bdms(self, ada, before_the_lock_of):
        broker, to = BrokerFactory(), BDMFactory()
        before_the_lock_of(broker, lambda: Broker.objects.filter(pk=broker.pk).update(primary_bdm=to))
        assert application_open(broker=broker, borrowers=[BorrowerFactory()], by=ada).bdm == to

    def test_an_application_opened_as_its_bdm_hands_over(self, ada, before_the_lock_of):
        broker, to = BrokerFactory(), BDMFactory()
        before_the_lock_of(broker, lambda: ApplicationFactory(broker=broker, bdm=broker.primary_bdm))
        assert bdm_hand_over(bdm=broker.primary_bdm, to=to, by=ada) == (1, 1)

    @pytest.mark.parametrize("role", ["bdm", "broker"])
    def test_an_application_that_is_reopened(self, ada, role, before_the_lock_of):
        ended = ApplicationFactory(stage="withdrawn", bdm=BDMFactory())
        before_the_lock_of(ended, lambda: Application.objects.update(stage="inquiry"))
        with pytest.raises(StillLooksAfter):
            person_deactivate(person=getattr(ended, role), by=ada)

    def test_two_admins_who_deactivate_each_other(self, ada, before_the_lock_of):
        before_the_lock_of(ada, leaves(ada))
        with pytest.raises(PeopleAreForAdmins):
            person_deactivate(person=UserFactory(role="admin"), by=ada)
