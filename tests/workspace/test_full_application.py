"""The page of an application of which there is a lot to list."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import models
from features.drivers.factories import ApplicationFactory, BorrowerFactory, GuarantorFactory, UserFactory
from tests.clients import browser_of
from tests.rows import row
from users.models import EmailDelivery, Notification
from workspace import lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan():
    return ApplicationFactory(reference="HL-OMAR", stage="funded", borrowers=[BorrowerFactory()])


@pytest.fixture
def people(loan):
    users = {"bdm": loan.bdm.user, "broker": loan.broker.user, "borrower": loan.borrowers.get().user}
    return users | {"admin": UserFactory(role="admin")}


def fill(loan, people, count: int) -> None:
    """So many rows more for each list of the application's page."""
    for _ in range(count):
        number = loan.repayments.count() + 1
        repayment = row(models.Repayment, application=loan, number=number)
        payment = row(models.Payment, application=loan, recorded_by=UserFactory(role="admin"))
        row(models.Allocation, payment=payment, repayment=repayment)
        row(models.Reminder, repayment=repayment)
        for model in (models.AuditEntry, models.HardshipPause, models.Fee, models.StageEvent):
            row(model, application=loan)
        for visibility in ("internal", "customer"):
            author, assignee = UserFactory(role="bdm"), UserFactory(role="bdm")
            row(models.Note, application=loan, author=author, assignee=assignee, visibility=visibility)
        row(models.BankLine, application=loan, line_number=number)
        paper = {"kind": "indicative_letter", "version": number, "handed_in_by": UserFactory(role="bdm")}
        document = row(models.Document, application=loan, **paper)
        row(models.Signature, document=document, recorded_by=UserFactory(role="bdm"))
        for user in (UserFactory(role="bdm"), people["broker"], people["borrower"]):
            told = row(Notification, user=user, subject_ref=loan.reference)
            row(EmailDelivery, notification=told)
        row(EmailDelivery, subject_ref=loan.reference)
        loan.borrowers.add(BorrowerFactory())
        loan.guarantors.add(GuarantorFactory())


@pytest.mark.parametrize(("rows_a_page", "few", "more"), [(1000, 1, 3), (1, 2, 3)])
@pytest.mark.parametrize("asked", ["", "?repayments=1"])
@pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
def test_same_number_of_queries_for_more_rows_and_for_more_pages(
    monkeypatch, loan, people, role, asked, rows_a_page, few, more
):
    monkeypatch.setattr(lists, "Paginator", lambda rows, _: Paginator(rows, rows_a_page))
    client = browser_of(people[role])

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"/applications/HL-OMAR/{asked}").status_code == 200
        return len(counted)

    fill(loan, people, few)
    count = queries()
    fill(loan, people, more)
    assert queries() == count
