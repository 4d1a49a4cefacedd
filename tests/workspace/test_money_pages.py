"""Pages on which people record payments, bounces and fees."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from applications.models import BankLine, Fee, Payment, Repayment
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.clients import anew, browser_of
from tests.rows import row
from tests.workspace.test_workspace import queries_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAID = {"amount": "1250.00", "value_date": "2025-03-14"}
FEE = {"kind": "Valuation", "amount": "300.00", "due_date": TODAY.isoformat()}


@pytest.fixture
def loan():
    loan = ApplicationFactory(
        reference="HL-OMAR", stage="funded", funding_date=date(2025, 1, 1), borrowers=[BorrowerFactory()]
    )
    days = [date(2025, 2, 1), TODAY - timedelta(days=10), TODAY + timedelta(days=20)]
    Repayment.objects.bulk_create(
        Repayment(application=loan, number=number, due_date=due, principal=1000, interest=250)
        for number, due in enumerate(days, start=1)
    )
    return loan


@pytest.fixture
def ada(loan):
    return browser_of(UserFactory(role="admin", name="Ada"))


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def shown(address: str, client: Client) -> dict[str, str]:
    """What the form of a page sends when nothing is filled in."""
    return {one["name"]: one.get("value", "") for one in page(client.get(address)).form.find_all("input")}


@pytest.mark.parametrize("address", ["payments/", "fees/"])
def test_a_page_of_money_leads_back_to_the_application(ada, loan, address):
    shown = page(ada.get(f"/applications/HL-OMAR/{address}"))
    above = [(one.get_text(), one["href"]) for one in shown.find(class_="crumbs").find_all("a")]
    title = f"{loan.borrowers.get().name}, HL-OMAR"
    assert above == [("Applications", "/"), (title, "/applications/HL-OMAR/")]


class TestPayment:
    ADDRESS = "/applications/HL-OMAR/payments/"

    def test_it_is_the_main_act_on_a_funded_loan_for_who_may_record_it(self, ada, loan):
        main_act = page(ada.get("/applications/HL-OMAR/")).find(class_="main-act")
        assert main_act.find("a", class_="button", string="Record a payment")["href"] == self.ADDRESS
        for other in (loan.bdm.user, loan.broker.user, loan.borrowers.get().user):
            shown = page(browser_of(other).get("/applications/HL-OMAR/"))
            assert shown.find(class_="main-act") is None

    def test_a_form_sent_twice_books_once(self, ada):
        answers = shown(self.ADDRESS, ada) | PAID
        said = [ada.post(self.ADDRESS, answers, follow=True).text for _ in range(2)]
        assert Payment.objects.count() == 1
        for one in said:
            assert "Recorded a payment of $1,250.00 of 14 March 2025." in one

    def test_each_opening_of_the_form_books_anew(self, ada):
        for _ in range(2):
            ada.post(self.ADDRESS, shown(self.ADDRESS, ada) | PAID | {"is_other_money": "on"})
        assert Payment.objects.count() == 2

    def test_a_form_sent_again_with_another_amount_is_refused(self, ada):
        answers = shown(self.ADDRESS, ada) | PAID
        ada.post(self.ADDRESS, answers)
        refused = ada.post(self.ADDRESS, answers | {"amount": "7.00"})
        assert "This form was already sent with other answers. Open it again." in page(refused).get_text()
        assert Payment.objects.count() == 1

    def test_a_refusal_stands_beside_its_field_and_keeps_the_rest(self, ada):
        answers = shown(self.ADDRESS, ada) | PAID | {"value_date": "2024-12-31"}
        form = page(ada.post(self.ADDRESS, answers)).form
        field = form.find(attrs={"name": "value_date"})
        reason = form.find(id=field["aria-describedby"].split()[-1]).get_text()
        assert reason == "The date is before 1 January 2025, when HL-OMAR was funded."
        kept = {one["name"]: one.get("value", "") for one in form.find_all("input")}
        assert kept == answers | {"csrfmiddlewaretoken": kept["csrfmiddlewaretoken"]}

    def test_other_money_is_asked_about_only_where_a_bank_file_has_brought_it(self, ada, loan):
        row(BankLine, application=loan, amount=PAID["amount"], value_date=PAID["value_date"])
        answers = shown(self.ADDRESS, ada) | PAID
        (hidden,) = page(ada.get(self.ADDRESS)).find_all("input", attrs={"name": "is_other_money"})
        assert hidden["type"] == "hidden"
        form = page(ada.post(self.ADDRESS, answers)).form
        tick = form.find(id="id_is_other_money")
        assert (tick["type"], tick.has_attr("checked")) == ("checkbox", False)
        reason = form.find(id=tick["aria-describedby"]).get_text()
        assert reason.startswith("$1,250.00 of 14 March 2025 waits in suspense already: line 1 of May.csv.")
        ada.post(self.ADDRESS, answers | {"is_other_money": "on"})
        assert Payment.objects.count() == 1

    @pytest.mark.parametrize("amount", ["1e9", "1E+2", "1_000", "NaN"])
    def test_an_amount_is_typed_in_digits(self, ada, amount):
        answers = shown(self.ADDRESS, ada) | PAID | {"amount": amount}
        form = page(ada.post(self.ADDRESS, answers)).form
        assert form.find(id="id_amount_error").get_text() == "Enter a number."
        assert form.find(id="id_amount")["value"] == amount
        assert not Payment.objects.exists()

    def test_a_tick_stays_while_another_answer_is_wrong(self, ada, loan):
        answers = shown(self.ADDRESS, ada) | PAID | {"is_other_money": "on", "amount": ""}
        tick = page(ada.post(self.ADDRESS, answers)).form.find(id="id_is_other_money")
        assert (tick["type"], tick.has_attr("checked")) == ("checkbox", True)

    @pytest.mark.parametrize("key", ["", "no-uuid"])
    def test_a_form_without_its_key_is_out_of_date(self, ada, key):
        answer = ada.post(self.ADDRESS, PAID | {"idempotency_key": key})
        assert "This form is out of date. Open it again." in page(answer).get_text()
        assert not Payment.objects.exists()

    @pytest.mark.parametrize("amount", ["", "a", "1.234", "99999999999999", "NaN"])
    def test_an_amount_that_is_none(self, ada, amount):
        form = page(ada.post(self.ADDRESS, PAID | {"amount": amount, "idempotency_key": uuid4()})).form
        assert form.find(id="id_amount_error").get_text()
        assert form.find(id="id_amount").get("value", "") == amount
        assert not Payment.objects.exists()

    @pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
    def test_others_find_no_page(self, loan, role):
        people = {"bdm": loan.bdm, "broker": loan.broker, "borrower": loan.borrowers.get()}
        other = browser_of(people[role].user)
        assert other.get(self.ADDRESS).status_code == 404
        assert other.post(self.ADDRESS, PAID | {"idempotency_key": uuid4()}).status_code == 404
        assert "Record a payment" not in other.get("/applications/HL-OMAR/").text
        assert not Payment.objects.exists()


class TestBounce:
    @pytest.fixture
    def payment(self, ada):
        ada.post(TestPayment.ADDRESS, PAID | {"idempotency_key": uuid4()})
        return Payment.objects.get()

    def test_a_bounce_asks_first_and_reverses_once(self, ada, payment):
        address = f"/payments/{payment.pk}/bounce/"
        assert "$1,250.00 of 14 March 2025 for HL-OMAR went back" in page(ada.get(address)).get_text()
        assert Payment.objects.count() == 1
        answers = anew(value_date="2025-03-17")
        assert "of 14 March 2025 bounced." in ada.post(address, answers, follow=True).text
        again = page(ada.post(address, anew(value_date="2025-03-17"))).get_text()
        assert "This payment has already bounced." in again
        opened = page(ada.get(address))
        assert "This payment has already bounced." in opened.get_text()
        assert opened.find("button", string="Record bounce") is None
        assert Payment.objects.count() == 2

    def test_the_ledger_offers_a_bounce_once(self, ada, payment):
        def offered() -> int:
            return ada.get("/applications/HL-OMAR/").text.count('aria-label="Record a bounce of')

        assert offered() == 1
        ada.post(f"/payments/{payment.pk}/bounce/", anew(value_date="2025-03-17"))
        assert offered() == 0

    def test_a_reversal_has_no_page(self, ada, payment):
        ada.post(f"/payments/{payment.pk}/bounce/", anew(value_date="2025-03-17"))
        assert ada.get(f"/payments/{payment.reversed_by.pk}/bounce/").status_code == 404

    def test_others_find_no_page(self, loan, payment):
        assert browser_of(loan.bdm.user).get(f"/payments/{payment.pk}/bounce/").status_code == 404

    def test_only_the_lender_reads_who_recorded_a_payment(self, loan, payment):
        def ledger(user) -> str:
            found = page(browser_of(user).get("/applications/HL-OMAR/"))
            return found.find(id="ledger").find_parent("section").get_text(" ")

        assert "Ada" in ledger(loan.bdm.user)
        assert "Ada" not in ledger(loan.broker.user)


class TestFee:
    ADDRESS = "/applications/HL-OMAR/fees/"

    def test_a_bdm_charges_a_fee_once(self, loan):
        ben = browser_of(loan.bdm.user)
        answers = shown(self.ADDRESS, ben) | FEE
        for _ in range(2):
            said = ben.post(self.ADDRESS, answers, follow=True).text
        assert "Charged a “Valuation” fee of $300.00" in said
        assert Fee.objects.count() == 1
        borrower = browser_of(loan.borrowers.get().user).get("/applications/HL-OMAR/").text
        assert "Valuation</td>" in borrower
        assert "Charge a fee" not in borrower

    def test_a_fee_of_nothing_is_refused_beside_its_amount(self, ada):
        form = page(ada.post(self.ADDRESS, FEE | {"amount": "0", "idempotency_key": uuid4()})).form
        field = form.find(attrs={"name": "amount"})
        assert "must be greater than $0.00" in form.find(id=field["aria-describedby"]).get_text()

    @pytest.mark.parametrize("role", ["broker", "borrower"])
    def test_customers_find_no_page(self, loan, role):
        people = {"broker": loan.broker, "borrower": loan.borrowers.get()}
        assert browser_of(people[role].user).get(self.ADDRESS).status_code == 404

    def test_another_bdm_finds_no_page(self, loan):
        assert browser_of(UserFactory(role="bdm")).get(self.ADDRESS).status_code == 404


def test_totals_say_how_the_loan_stands(ada, loan):
    ada.post(TestPayment.ADDRESS, PAID | {"amount": "1300.00", "idempotency_key": uuid4()})
    ada.post(TestFee.ADDRESS, FEE | {"idempotency_key": uuid4()})
    totals = page(ada.get("/applications/HL-OMAR/")).find(id="owed").find_parent("section")
    said = {one.dt.get_text(): " ".join(one.dd.get_text().split()) for one in totals.find_all("div")}
    due = TODAY + timedelta(days=20)
    assert said == {
        "Balance": "$2,000.00",
        "Overdue": "$1,200.00 for 10 days",
        "Next repayment": f"$1,250.00 on {due.day} {due:%B %Y}",
        "Fees owed": "$300.00",
    }


def test_money_in_excess_is_shown(ada, loan):
    ada.post(TestPayment.ADDRESS, PAID | {"amount": "4000.00", "idempotency_key": uuid4()})
    totals = page(ada.get("/applications/HL-OMAR/")).find(id="owed").find_parent("section").get_text(" ")
    assert "Paid in excess $250.00" in " ".join(totals.split())


def test_same_number_of_queries_for_a_long_ledger(ada, loan):
    ada.post(TestPayment.ADDRESS, PAID | {"idempotency_key": uuid4()})
    ada.post(TestFee.ADDRESS, FEE | {"idempotency_key": uuid4()})
    few = queries_of(ada, "/applications/HL-OMAR/")
    for _ in range(5):
        ada.post(TestPayment.ADDRESS, PAID | {"amount": "10.00", "idempotency_key": uuid4()})
        ada.post(TestFee.ADDRESS, FEE | {"idempotency_key": uuid4()})
    assert queries_of(ada, "/applications/HL-OMAR/") == few
