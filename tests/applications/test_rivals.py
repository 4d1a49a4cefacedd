"""Another request commits between a look and the write that relies on it: the database decides."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from applications.models import Branch, Fee
from applications.refusals import IdempotencyKeyReused, NotPossible
from applications.services import fees, joining
from applications.services.fees import fee_charge
from applications.services.joining import admin_invite, branch_open
from features.drivers.factories import ApplicationFactory, BranchFactory, UserFactory
from users import passwords
from users.refusals import AddressTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(role="admin", name="Ada")


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


def test_one_key_for_the_fees_of_two_loans(ada, monkeypatch):
    key, other = uuid4(), ApplicationFactory()
    fee = {"kind": "Valuation", "amount": Decimal(300), "due_date": timezone.localdate()}

    def rival(*args):
        Fee.objects.create(application=other, idempotency_key=key, **fee)

    monkeypatch.setattr(fees, "_refuse_unless_chargeable", rival)
    with pytest.raises(IdempotencyKeyReused):
        fee_charge(application=ApplicationFactory(), by=ada, idempotency_key=key, **fee)
