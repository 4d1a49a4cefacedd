"""Acts that make a row: sent again with the same idempotency key, they make nothing more."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from applications import models
from applications.models import AuditEntry, HardshipPause, IdempotencyKey, Note
from applications.refusals import IdempotencyKeyReused, NoteWithoutText
from applications.services.applications import application_open
from applications.services.fees import fee_charge
from applications.services.hardship_pauses import hardship_pause_add, hardship_pause_remove
from applications.services.joining import admin_invite, bdm_invite, branch_open, broker_invite
from applications.services.notes import note_add
from applications.services.parties import party_add
from applications.services.payments_by_hand import payment_bounce, payment_enter
from features.drivers.factories import ApplicationFactory, BDMFactory, UserFactory
from tests.rows import row
from users.models import User

pytestmark = pytest.mark.django_db
TODAY, LATER = timezone.localdate(), date(9999, 1, 1)
NORA = {"name": "Nora", "kind": "individual", "tax_file_number": "648188535"}


@pytest.fixture
def ada():
    return UserFactory(role="admin", name="Ada")


@pytest.fixture
def loan():
    return ApplicationFactory(stage="funded", funding_date=date(2025, 1, 1))


# The rows that an act makes → the act, its answers to everything, and another answer.
ACTS = {
    models.Application: (
        application_open,
        lambda loan: {
            "broker": loan.broker,
            "borrowers": [],
            "new_borrowers": [NORA],
            "amount": Decimal(1),
        },
        {"new_borrowers": [NORA | {"tax_file_number": "123456782"}]},
    ),
    models.Guarantor: (
        party_add,
        lambda loan: {"application": ApplicationFactory(), "role": "guarantor", **NORA},
        {"name": "Norah"},
    ),
    models.Fee: (
        fee_charge,
        lambda loan: {"application": loan, "kind": "Call", "amount": Decimal(3), "due_date": TODAY},
        {"amount": Decimal(4)},
    ),
    models.Payment: (
        payment_enter,
        lambda loan: {"application": loan, "amount": Decimal(3), "value_date": TODAY},
        {"value_date": date(2025, 1, 2)},
    ),
    models.HardshipPause: (
        hardship_pause_add,
        lambda loan: {"application": loan, "from_day": LATER, "to_day": LATER, "reason": "Illness"},
        {"reason": "Ill"},
    ),
    models.BDM: (
        bdm_invite,
        lambda loan: {
            "name": "Dora",
            "email": "d@example.com",
            "branch": loan.bdm.branch,
            "approval_limit": Decimal(1),
        },
        {"email": "e@example.com"},
    ),
    models.Broker: (
        broker_invite,
        lambda loan: {
            "name": "Dora",
            "email": "d@example.com",
            "branch": loan.bdm.branch,
            "primary_bdm": loan.bdm,
        },
        {"primary_bdm": BDMFactory},
    ),
    User: (admin_invite, lambda loan: {"name": "Dora", "email": "d@example.com"}, {"name": "Eve"}),
    models.Branch: (branch_open, lambda loan: {"name": "Hobart"}, {"name": "Perth"}),
}


@pytest.fixture(params=ACTS, ids=lambda model: model.__name__)
def made(request):
    return request.param


@pytest.fixture
def answers(made, loan):
    return ACTS[made][1](loan)


def test_an_act_sent_again_makes_one_row(made, answers, ada):
    act, key, before = ACTS[made][0], uuid4(), made.objects.count()
    first = act(by=ada, idempotency_key=key, **answers)
    entries = AuditEntry.objects.count()
    assert act(by=ada, idempotency_key=key, **answers) == first
    assert isinstance(first, made)
    assert (made.objects.count(), AuditEntry.objects.count()) == (before + 1, entries)


def test_a_key_is_for_one_set_of_answers(made, answers, ada):
    act, _, other = ACTS[made]
    key = uuid4()
    act(by=ada, idempotency_key=key, **answers)
    changed = {name: value() if callable(value) else value for name, value in other.items()}
    before = made.objects.count()
    with pytest.raises(IdempotencyKeyReused):
        act(by=ada, idempotency_key=key, **answers | changed)
    assert made.objects.count() == before


def test_a_key_is_for_one_person(made, answers, ada):
    act, key = ACTS[made][0], uuid4()
    act(by=ada, idempotency_key=key, **answers)
    other = UserFactory(role="admin")
    before = made.objects.count()
    with pytest.raises(IdempotencyKeyReused):
        act(by=other, idempotency_key=key, **answers)
    assert made.objects.count() == before


def test_another_key_is_another_act(loan, ada):
    for _ in range(2):
        note_add(application=loan, author=ada, text="Call", idempotency_key=uuid4())
    assert Note.objects.count() == 2


def test_a_key_is_for_one_act(loan, ada):
    key = uuid4()
    invited = {"name": "Dora", "by": ada, "idempotency_key": key}
    branch_open(**invited)
    with pytest.raises(IdempotencyKeyReused):
        admin_invite(email="d@example.com", **invited)


def test_a_refused_act_leaves_its_key(loan, ada):
    key = uuid4()
    with pytest.raises(NoteWithoutText):
        note_add(application=loan, author=ada, text=" ", idempotency_key=key)
    assert not IdempotencyKey.objects.exists()
    assert note_add(application=loan, author=ada, text="Call", idempotency_key=key) == Note.objects.get()


def test_a_bounce_sent_again_is_the_same_bounce(loan, ada):
    payment = payment_enter(application=loan, amount=Decimal(3), value_date=TODAY, by=ada)
    bounce = {"payment": payment, "value_date": TODAY, "by": ada, "idempotency_key": uuid4()}
    assert payment_bounce(**bounce) == payment_bounce(**bounce) == payment.reversed_by


def test_what_changed_since_is_the_same_row(loan, ada):
    note = {"application": loan, "author": ada, "text": "Call", "idempotency_key": uuid4()}
    note_add(**note)
    Note.objects.update(text="Called")
    assert note_add(**note).text == "Called"


def test_what_was_removed_is_not_made_again(loan, ada):
    pause = {"application": loan, "from_day": LATER, "to_day": LATER, "reason": "Illness", "by": ada}
    key = uuid4()
    hardship_pause_remove(pause=hardship_pause_add(idempotency_key=key, **pause), by=ada)
    with pytest.raises(IdempotencyKeyReused):
        hardship_pause_add(idempotency_key=key, **pause)
    assert not HardshipPause.objects.exists()


def test_a_key_of_which_only_the_use_is_known_is_used(loan, ada):
    used = row(IdempotencyKey, digest="")
    with pytest.raises(IdempotencyKeyReused):
        note_add(application=loan, author=ada, text="Call", idempotency_key=used.key)


def test_private_answers_are_not_kept(loan, ada):
    party_add(application=ApplicationFactory(), role="guarantor", by=ada, idempotency_key=uuid4(), **NORA)
    assert "648188535" not in str(IdempotencyKey.objects.values().get())
