"""The contents of documents in cases that no feature tells."""

from decimal import Decimal

import pytest

from applications.documents.kinds import DocumentKind
from applications.services.document_contents import content_of, personal_content
from features.drivers import factories

pytestmark = pytest.mark.django_db


def test_cancelled_repayments_are_neither_printed_nor_counted():
    application = factories.ApplicationFactory(stage="funded", amount=Decimal("1000.00"))
    factories.RepaymentFactory(application=application, number=1)
    factories.RepaymentFactory(application=application, number=2, cancelled=True)
    content = content_of(application, DocumentKind.REPAYMENT_SCHEDULE)
    assert content["rows"] == [["1", "1 April 2025", "$1,000.00", "$250.00", "$1,250.00", "$0.00"]]
    assert content["totals"] == ["$1,000.00", "$250.00", "$1,250.00"]


def test_people_of_the_same_name_keep_one_order():
    namesakes = [
        factories.BorrowerFactory(name="Omar", email=f"{n}@example.com", user=None) for n in range(9)
    ]
    application = factories.ApplicationFactory(borrowers=namesakes[::-1])
    found = content_of(application, DocumentKind.APPLICATION_FORM)["people"]
    assert [dict(one["facts"])["E-mail"] for one in found] == [one.email for one in namesakes]


def test_unknown_personal_data_is_left_out():
    application = factories.ApplicationFactory()
    application.guarantors.add(factories.GuarantorFactory(name="Greta", email=""))
    (greta,) = content_of(application, DocumentKind.APPLICATION_FORM)["people"]
    assert greta == {"role": "Guarantor", "name": "Greta", "facts": [("Kind", "Individual")]}


def test_personal_copy_has_only_its_borrowers_data():
    omar, nora = (factories.BorrowerFactory(name=name, user=None) for name in ("Omar", "Nora"))
    application = factories.ApplicationFactory(borrowers=[omar, nora])
    whole = content_of(application, DocumentKind.APPLICATION_FORM)
    copy = personal_content(whole, omar)
    assert [person["name"] for person in copy["people"]] == ["Omar"]
    assert copy["parties"] == [("Borrower", "Nora"), ("Borrower", "Omar")]
    assert {name for name in whole if copy[name] != whole[name]} == {"people"}
