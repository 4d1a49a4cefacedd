"""The first page of each role: number of queries, size, scope, old addresses."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications import models
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    BrokerFactory,
    DocumentFactory,
    GuarantorFactory,
    RepaymentFactory,
    UserFactory,
)
from workspace import lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """An admin, a BDM, a broker who works with the BDM, and a borrower, by role; rows and logins."""
    bdm = BDMFactory()
    broker = BrokerFactory(primary_bdm=bdm)
    borrower = BorrowerFactory()
    return {"admin": UserFactory(role="admin"), "bdm": bdm, "broker": broker, "borrower": borrower}


def browser(person) -> Client:
    client = Client()
    client.force_login(getattr(person, "user", person))
    return client


def business(people, count: int) -> None:
    """So many applications with something for each list of each first page."""
    today = timezone.localdate()
    long_ago = datetime.combine(today - timedelta(days=20), time(12), UTC)
    own = {"broker": people["broker"], "borrowers": [people["borrower"], BorrowerFactory()]}
    for _ in range(count):
        waiting = ApplicationFactory(stage="inquiry", stage_since=long_ago, **own)
        ApplicationFactory(stage="pre_approval", stage_since=long_ago, **own)
        ApplicationFactory(stage="pre_approval", **own)
        unsigned = ApplicationFactory(stage="formal_approval", **own)
        unsigned.guarantors.add(GuarantorFactory())
        DocumentFactory(application=unsigned, kind="formal_approval")
        models.Note.objects.create(
            application=waiting, author=people["bdm"].user, text="Call.", remind_on=today, assignee=None
        )
        models.Note.objects.create(
            application=waiting,
            author=people["bdm"].user,
            assignee=people["broker"].user,
            text="Call.",
            remind_on=today,
        )
        loan = ApplicationFactory(stage="funded", **own)
        DocumentFactory(application=loan, kind="indicative_letter")
        models.Fee.objects.create(application=loan, kind="Valuation", amount=300, due_date=today)
        for number, days in enumerate((-40, -5, 0, 1, 30), start=1):
            repayment = RepaymentFactory(
                application=loan, number=number, due_date=today + timedelta(days=days)
            )
            if days == -40:
                models.Reminder.objects.create(repayment=repayment, rung=10, state="sent")
                models.Reminder.objects.create(repayment=repayment, rung=30, state="sent")
        payment = models.Payment.objects.create(application=loan, amount=10, value_date=today)
        first = loan.repayments.get(number=1)
        models.Allocation.objects.create(payment=payment, repayment=first, amount=10)
        models.Repayment.objects.filter(pk=first.pk).update(amount_paid=10)


PAGES = [
    ("admin", "/"),
    ("admin", "/today/"),
    ("admin", "/applications/?order=-overdue&days_past_due=1"),
    ("admin", "/applications.csv"),
    ("admin", "/search/?words=HL-"),
    ("admin", "/pipeline/"),
    ("bdm", "/"),
    ("bdm", "/applications/"),
    ("broker", "/"),
    ("broker", "/pipeline/"),
    ("borrower", "/"),
]


@pytest.mark.parametrize(("rows_a_page", "few", "more"), [(1000, 1, 8), (1, 2, 4)])
@pytest.mark.parametrize(("role", "address"), PAGES)
def test_same_number_of_queries_for_more_rows_and_for_more_pages(
    people, monkeypatch, role, address, rows_a_page, few, more
):
    monkeypatch.setattr(lists, "Paginator", lambda rows, _: Paginator(rows, rows_a_page))
    client = browser(people[role])

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    business(people, few)
    asked = queries()
    business(people, more)
    assert queries() == asked


def test_every_list_of_a_first_page_has_its_rows(people):
    business(people, 2)
    heads = dict(
        re.findall(r'<h2 id="(\w+)">[^<]*<span class="count">(\d+)', browser(people["bdm"]).get("/").text)
    )
    assert heads == {
        "waiting": "4",
        "passed_on": "2",
        "overdue": "2",
        "notes": "2",
        "due_today": "2",
        "due_this_week": "0" if timezone.localdate().weekday() == 6 else "2",
        "new": "2",
        "stale": "4",
        "unsigned": "2",
    }
    heads = dict(
        re.findall(r'<h2 id="(\w+)">[^<]*<span class="count">(\d+)', browser(people["broker"]).get("/").text)
    )
    assert heads == {"waiting": "4", "notes": "2", "stale": "2", "rest": "2"}


@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_first_pages_show_nothing_of_others(people, role):
    business(people, 1)
    other = {"bdm": BDMFactory, "broker": BrokerFactory, "borrower": BorrowerFactory}[role]()
    assert "HL-" in browser(people[role]).get("/").text
    assert "HL-" not in browser(other).get("/").text


@pytest.mark.parametrize("role", ["admin", "bdm", "broker"])
def test_old_addresses_of_the_pipeline_lead_there(people, role):
    answer = browser(people[role]).get("/?stage=declined&words=HL-")
    assert (answer.status_code, answer.url) == (302, "/pipeline/?stage=declined&words=HL-")


def test_old_address_of_the_pipeline_shows_a_borrower_their_loans(people):
    assert "My loans" in browser(people["borrower"]).get("/?stage=declined").text


def test_the_page_of_a_loan_says_the_same(people):
    business(people, 1)
    client = browser(people["borrower"])
    loan = models.Application.objects.get(stage="funded")
    first, page = (client.get(address).text for address in ("/", f"/applications/{loan.reference}/"))
    for said in ("<dt>Balance</dt><dd>$5,000.00</dd>", "$2,490.00 <small>for 40 days</small>"):
        assert (said in first, said in page) == (True, True)


def test_a_cancelled_repayment_is_neither_next_nor_owed(people):
    loan = ApplicationFactory(stage="funded", borrowers=[people["borrower"]])
    RepaymentFactory(application=loan, cancelled=True, due_date=timezone.localdate())
    page = browser(people["borrower"]).get("/").text
    assert "<dt>Balance</dt><dd>$0.00</dd>" in page
    assert "<dt>Next repayment</dt><dd>None</dd>" in page


def test_a_repayment_due_today_is_next_and_not_overdue(people):
    loan = ApplicationFactory(stage="funded", borrowers=[people["borrower"]])
    RepaymentFactory(application=loan, due_date=timezone.localdate())
    page = browser(people["borrower"]).get("/").text
    assert "<dt>Next repayment</dt><dd>$1,250.00" in page
    assert "<dt>Overdue</dt><dd>Nothing</dd>" in page


def test_a_co_borrower_is_not_asked_for_the_other_signature(people):
    other = BorrowerFactory()
    loan = ApplicationFactory(stage="formal_approval", borrowers=[people["borrower"], other])
    document = DocumentFactory(application=loan, kind="formal_approval")
    models.Signature.objects.create(document=document, borrower=people["borrower"])
    words = "waits for your signature"
    assert words not in browser(people["borrower"]).get("/").text
    assert words in browser(other).get("/").text


def test_nobody_is_asked_to_sign_terms_that_have_changed(people):
    loan = ApplicationFactory(stage="formal_approval", borrowers=[people["borrower"]])
    DocumentFactory(application=loan, kind="formal_approval")
    models.Application.objects.update(amount=1)
    assert "waits for your signature" not in browser(people["borrower"]).get("/").text


def test_only_the_newest_version_is_to_be_signed(people):
    loan = ApplicationFactory(stage="formal_approval", borrowers=[people["borrower"]])
    for version in (1, 2):
        DocumentFactory(application=loan, kind="formal_approval", version=version)
    assert browser(people["borrower"]).get("/").text.count("waits for your signature") == 1
