"""What people say of lines in suspense: that they are known money, take a payment back, or move none."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client

from applications import refusals
from applications.models import AuditEntry, BankLine, Payment
from applications.services.payments import payment_record, payment_reverse
from applications.services.suspense import (
    suspense_confirm,
    suspense_put_back,
    suspense_resolve,
    suspense_set_aside,
    suspense_take_back,
)
from common.refusals import TextTooLong, UnusableText
from features.drivers.factories import ApplicationFactory, BorrowerFactory, RepaymentFactory, UserFactory
from tests.rows import row

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)
AMOUNT = Decimal(500)


@pytest.fixture
def loan():
    omar = BorrowerFactory(name="Omar")
    loan = ApplicationFactory(
        reference="HL-OMAR", stage="funded", funding_date=date(2025, 1, 1), borrowers=[omar]
    )
    RepaymentFactory(application=loan, due_date=DAY)
    return loan


@pytest.fixture
def ada():
    return UserFactory(role="admin", name="Ada")


@pytest.fixture
def paid(loan, ada):
    return payment_record(application=loan, amount=AMOUNT, value_date=DAY, recorded_by=ada)


def line_of(loan, **fields) -> BankLine:
    return row(BankLine, amount=AMOUNT, value_date=DAY, reference="HL-OMAR", application=loan, **fields)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def person_of(loan, role: str):
    people = {"bdm": loan.bdm, "broker": loan.broker, "borrower": loan.borrowers.get()}
    return people[role].user


def test_a_bdm_confirms_a_line_of_an_own_loan(loan, paid):
    line = suspense_confirm(line_id=line_of(loan, resembles=paid).pk, by=loan.bdm.user)
    line.refresh_from_db()
    assert (line.state, line.payment, line.resembles, line.resolved_by) == (
        "allocated", paid, None, loan.bdm.user,
    )  # fmt: skip
    assert Payment.objects.count() == 1


def test_a_line_that_resembles_nothing_is_not_confirmed(loan, ada, paid):
    line = line_of(loan)
    with pytest.raises(refusals.NotAlike):
        suspense_confirm(line_id=line.pk, by=ada)
    line.refresh_from_db()
    assert (line.state, line.resolved_by) == ("suspense", None)


def test_a_line_is_confirmed_once(loan, ada, paid):
    line = line_of(loan, resembles=paid)
    suspense_confirm(line_id=line.pk, by=ada)
    with pytest.raises(refusals.BankLineNotFound):
        suspense_confirm(line_id=line.pk, by=ada)
    assert AuditEntry.objects.count() == 1


def test_two_lines_cannot_be_the_same_payment(loan, paid):
    line_of(loan, resembles=paid)
    with pytest.raises(IntegrityError), transaction.atomic():
        line_of(loan, resembles=paid)


@pytest.mark.parametrize("role", ["broker", "borrower"])
def test_customers_see_no_line_to_decide_on(loan, paid, role):
    line = line_of(loan, resembles=paid)
    client = client_of(person_of(loan, role))
    for act in ("same", "take-back", "set-aside", "put-back"):
        assert client.post(f"/payments/suspense/{line.pk}/{act}/", {"reason": "x"}).status_code == 404
    line.refresh_from_db()
    assert line.state == "suspense"


def test_only_a_dishonour_takes_a_payment_back(loan, ada, paid):
    with pytest.raises(refusals.NotADishonour):
        suspense_take_back(line_id=line_of(loan).pk, payment_id=paid.pk, by=ada)


@pytest.mark.parametrize("value_date", [date(2025, 3, 13)])
def test_a_dishonour_takes_back_no_later_payment(loan, ada, paid, value_date):
    line = line_of(loan, kind="dishonour")
    BankLine.objects.filter(pk=line.pk).update(value_date=value_date)
    with pytest.raises(refusals.NothingToTakeBack):
        suspense_take_back(line_id=line.pk, payment_id=paid.pk, by=ada)
    assert Payment.objects.count() == 1


def test_a_payment_that_bounced_meanwhile_is_not_taken_back(loan, ada, paid):
    line = line_of(loan, kind="dishonour")
    payment_reverse(payment=paid, value_date=DAY)
    for payment in (paid.pk, 0, 10**17):
        with pytest.raises(refusals.NothingToTakeBack):
            suspense_take_back(line_id=line.pk, payment_id=payment, by=ada)


def test_of_two_who_take_a_payment_back_at_once_one_does(loan, ada, paid, monkeypatch):
    def too_late(**fields):
        raise refusals.AlreadyReversed

    monkeypatch.setattr("applications.services.suspense.payment_reverse", too_late)
    line = line_of(loan, kind="dishonour")
    with pytest.raises(refusals.NothingToTakeBack):
        suspense_take_back(line_id=line.pk, payment_id=paid.pk, by=ada)


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [(" ", refusals.ReasonToSetAside), ("x" * 201, TextTooLong), ("a\u202eb", UnusableText)],
)
def test_a_line_is_not_set_aside_for_such_a_reason(loan, ada, reason, refusal):
    line = line_of(loan)
    with pytest.raises(refusal):
        suspense_set_aside(line_id=line.pk, reason=reason, by=ada)
    line.refresh_from_db()
    assert line.state == "suspense"


def test_a_line_set_aside_says_why_on_the_page_and_on_the_audit_trail(loan, ada):
    line = line_of(loan)
    client = client_of(ada)
    answer = client.post(
        f"/payments/suspense/{line.pk}/set-aside/", {"reason": "Paid back to the payer"}, follow=True
    )
    assert "$500.00 of 14 March 2025 was set aside." in answer.text
    assert "Paid back to the payer <small>Ada" in answer.text
    assert AuditEntry.objects.get().act == (
        "set $500.00 of 14 March 2025 in suspense aside: Paid back to the payer"
    )


def test_a_line_that_is_put_back_is_as_it_was_before(loan, ada, paid):
    lines = [
        line_of(loan, line_number=1, reason="It looks like one.", resembles=paid),
        line_of(loan, line_number=2, kind="dishonour", reason="The payment it names is in suspense."),
        row(BankLine, line_number=3, reason="The reference names no loan."),
    ]
    for line in lines:
        suspense_set_aside(line_id=line.pk, reason="Paid back", by=ada)
        suspense_put_back(line_id=line.pk, by=ada)
    after = {one.pk: one for one in BankLine.objects.all()}
    lines[0].reason = "It looks like the payment of 14 March 2025 that was recorded by hand."
    names = [field.attname for field in BankLine._meta.concrete_fields]
    for line in lines:
        assert [getattr(after[line.pk], name) for name in names] == [getattr(line, name) for name in names]


def test_the_history_of_a_line_says_who_put_it_back(ada):
    line = row(BankLine, amount=AMOUNT, value_date=DAY)
    suspense_set_aside(line_id=line.pk, reason="Paid back", by=ada)
    suspense_put_back(line_id=line.pk, by=ada)
    entries = LogEntry.objects.filter(object_id=str(line.pk), user=ada).order_by("pk")
    assert [one.get_change_message() for one in entries] == [
        "set $500.00 of 14 March 2025 in suspense aside: Paid back",
        "put $500.00 of 14 March 2025 back into suspense",
    ]
    assert not AuditEntry.objects.exists()


def test_a_line_is_put_back_on_the_page_once(loan, ada):
    line = line_of(loan, state="set_aside", set_aside_because="Paid back")
    client = client_of(ada)
    page = f"/payments/suspense/{line.pk}/put-back/"
    said = [client.post(page, follow=True).text for _ in range(2)]
    assert "$500.00 of 14 March 2025 is in suspense again." in said[0]
    assert "This line is not set aside." in said[1]
    assert AuditEntry.objects.count() == 1


def test_the_page_asks_whether_a_line_is_other_money(loan, ada, paid):
    line = row(BankLine, amount=AMOUNT, value_date=DAY)
    client, page = client_of(ada), f"/payments/suspense/{line.pk}/"
    assert 'type="checkbox"' not in client.get(page).text
    refused = client.post(page, {"reference": "hl-omar"}).text
    assert "$500.00 of 14 March 2025 was recorded for HL-OMAR by hand already." in refused
    assert 'type="checkbox" name="is_other_money"' in refused
    client.post(page, {"reference": "hl-omar", "is_other_money": "on"})
    line.refresh_from_db()
    assert (line.state, Payment.objects.count()) == ("allocated", 2)


def test_a_line_that_resembles_a_payment_is_booked_without_a_second_question(loan, ada, paid):
    line = line_of(loan, resembles=paid)
    suspense_resolve(line_id=line.pk, reference="HL-OMAR", by=ada)
    assert Payment.objects.count() == 2


def test_a_dishonour_asks_for_no_loans(loan, ada):
    line = line_of(loan, kind="dishonour")
    with patch("workspace.views.suspense.loans_matching") as looked_up:
        client_of(ada).get(f"/payments/suspense/{line.pk}/")
    looked_up.assert_not_called()


def test_a_dishonour_finds_payments_by_reference_and_borrower(loan, ada, paid):
    page = f"/payments/suspense/{line_of(loan, kind='dishonour').pk}/"
    client = client_of(ada)
    for words in ("", "omar", "HL-OM"):
        assert "Take back the payment of 14 March 2025 of HL-OMAR" in client.get(f"{page}?words={words}").text
    assert "no loan matches “nora”" in client.get(f"{page}?words=nora").text
    assert "Take back" not in client_of(loan.bdm.user).get(page).text
    for nothing in ("", "x", "9" * 30):
        answer = client.post(f"{page}take-back/", {"payment": nothing}, follow=True)
        assert "cannot take that payment back" in answer.text


def test_a_page_asks_whether_it_is_the_same(loan, ada, paid):
    line = line_of(loan, resembles=paid)
    client = client_of(ada)
    page = client.get(f"/payments/suspense/{line.pk}/").text
    assert "Ada recorded $500.00 of 14 March 2025" in page
    assert 'aria-label="It is the same: $500.00 of 14 March 2025"' in client.get("/payments/suspense/").text
    answer = client.post(f"/payments/suspense/{line.pk}/same/", follow=True)
    assert "is the payment of 14 March 2025. Nothing was booked." in answer.text
