"""Where people of a loan are changed or it is handed over: what is refused, and what changes nothing."""

from datetime import date

import pytest

from applications.models import AuditEntry
from applications.particulars import refusal_of_particulars
from applications.refusals import ApplicationNotFound, LenderOnly, NotAParty, UnknownSigner
from applications.selectors.my_applications import my_applications
from applications.selectors.signature import signer_of
from applications.services.hand_over import application_hand_over
from applications.services.parties import party_change, party_remove
from applications.stages import Facts, Stage
from applications.waiting import waits_for
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    BrokerFactory,
    DocumentFactory,
    GuarantorFactory,
    UserFactory,
)
from users.preferences import Role

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 14)


@pytest.fixture
def omar():
    return BorrowerFactory(name="Omar")


@pytest.fixture
def application(omar):
    return ApplicationFactory(reference="HL-OMAR", borrowers=[omar])


@pytest.mark.parametrize(
    ("particulars", "why"),
    [
        ({"name": "  "}, "A borrower or guarantor needs a name."),
        ({"kind": "robot"}, "A borrower or guarantor is one of individual, company."),
    ],
)
def test_nobody_has_these_particulars(particulars, why):
    assert str(refusal_of_particulars(particulars, today=TODAY)) == why


def test_who_may_not_see_it_changes_nobody(application, omar):
    cora = BrokerFactory().user
    with pytest.raises(ApplicationNotFound):
        party_change(application=application, party=omar, by=cora, name="Cora")
    with pytest.raises(ApplicationNotFound):
        application_hand_over(application=application, by=cora, bdm=BDMFactory())
    assert not AuditEntry.objects.exists()


def test_who_takes_no_part_is_neither_changed_nor_removed(application):
    nora, by = BorrowerFactory(name="Nora"), application.bdm.user
    with pytest.raises(NotAParty):
        party_change(application=application, party=nora, by=by, name="Norah")
    with pytest.raises(NotAParty):
        party_remove(application=application, role="borrower", party=nora, by=by)


def test_a_broker_does_not_change_whom_another_broker_brought_too(application, omar):
    ApplicationFactory(borrowers=[omar], broker=BrokerFactory())
    with pytest.raises(LenderOnly):
        party_change(application=application, party=omar, by=application.broker.user, name="Omar H.")


def test_the_same_particulars_again_leave_no_trace(application, omar):
    assert party_change(application=application, party=omar, by=application.bdm.user, name=" Omar ") == []
    assert not AuditEntry.objects.exists()


def test_a_person_with_a_birth_date_does_not_become_a_company(application, omar):
    omar.birth_date = date(1990, 3, 3)
    omar.save()
    with pytest.raises(Exception, match="birth date"):
        party_change(application=application, party=omar, by=application.bdm.user, kind="company")


def test_the_address_of_a_guarantor_is_changed(application):
    greta = GuarantorFactory(name="Greta", email="greta@example.com")
    application.guarantors.add(greta)
    by = application.bdm.user
    assert party_change(application=application, party=greta, by=by, email="new@example.com") == ["email"]
    greta.refresh_from_db()
    assert greta.email == "new@example.com"


def test_handing_over_to_the_same_people_changes_nothing(application):
    admin = UserFactory(role="admin")
    same = {"bdm": application.bdm, "broker": application.broker}
    assert application_hand_over(application=application, by=admin, **same) == []
    assert not AuditEntry.objects.exists()


def test_nobody_of_the_loan_has_this_key(application):
    for key in ("borrower-999999", "broker-1", ""):
        with pytest.raises(UnknownSigner):
            signer_of(application.bdm.user, application, key)


def test_a_missing_borrower_is_the_lenders_to_add_after_the_inquiry():
    application = ApplicationFactory(stage="valuation", borrowers=[])
    for kind in ("identification", "income"):
        DocumentFactory(application=application, kind=kind)
    assert not application.borrowers.exists()
    assert my_applications(application.broker.user, TODAY)["waiting"] == []


def test_nothing_of_a_funded_loan_waits_for_its_broker():
    funded = Facts(stage=Stage.FUNDED, amount=None, present=frozenset())
    for role in (Role.BROKER, Role.BDM, Role.ADMIN):
        assert waits_for(role, funded, bdm="Ben", limit=0) == []
