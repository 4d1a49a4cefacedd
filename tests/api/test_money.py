"""The API: repayments, payments, bounces, fees and money in suspense."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from applications.models import AuditEntry, BankFile, BankLine, Fee, Payment
from features.drivers.factories import ApplicationFactory, BorrowerFactory, RepaymentFactory, UserFactory
from tests.clients import anew, client_of
from tests.rows import row

pytestmark = pytest.mark.django_db

LOAN = "/api/applications/HL-OMAR/"
PAID = {"amount": "1250.00", "value_date": "2025-03-14"}
FEE = {"kind": "Valuation", "amount": "300.00", "due_date": "9999-12-31"}


@pytest.fixture
def loan():
    omar = BorrowerFactory(name="Omar")
    loan = ApplicationFactory(
        reference="HL-OMAR", stage="funded", funding_date=date(2025, 1, 1), borrowers=[omar]
    )
    RepaymentFactory(application=loan, due_date=date(2025, 3, 14))
    return loan


@pytest.fixture
def ada(loan):
    return client_of(UserFactory(role="admin", name="Ada"))


def person(loan, role: str):
    return {"bdm": loan.bdm, "broker": loan.broker, "borrower": loan.borrowers.get()}[role].user


def test_a_payment_is_recorded_once_for_each_key(ada, loan):
    asked = PAID | {"idempotency_key": str(uuid4())}
    answers = [ada.post(f"{LOAN}payments/", asked, format="json") for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    payment = Payment.objects.get()
    assert answers[0].json() == {
        "id": payment.pk,
        "direction": "received",
        "amount": "1250.00",
        "value_date": "2025-03-14",
        "recorded_by": "Ada",
        "reversed": False,
    }
    other = ada.post(f"{LOAN}payments/", asked | {"amount": "7.00"}, format="json")
    assert (other.status_code, other.json()["detail"]) == (
        409,
        "This form was already sent with other answers. Open it again.",
    )
    repayments = ada.get(f"{LOAN}repayments/").json()["results"]
    assert [(one["number"], one["owed"], one["state"]) for one in repayments] == [(1, "0.00", "paid")]


@pytest.mark.parametrize(
    "other",
    [
        {"amount": "a"},
        {"amount": "1.234"},
        {"amount": "1e9"},
        {"value_date": "soon"},
        {"idempotency_key": "x"},
        {"idempotency_key": 7},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_is_no_payment_is_400(ada, other):
    answer = ada.post(f"{LOAN}payments/", PAID | {"idempotency_key": str(uuid4())} | other, format="json")
    assert (answer.status_code, answer.json()["detail"].partition(":")[0]) == (400, next(iter(other)))
    assert not Payment.objects.exists()


@pytest.mark.parametrize(("said", "status"), [({}, 409), ({"is_other_money": True}, 201)])
def test_what_a_bank_file_has_brought_is_recorded_if_it_is_other_money(ada, loan, said, status):
    row(BankLine, application=loan, amount=PAID["amount"], value_date=PAID["value_date"])
    answer = ada.post(f"{LOAN}payments/", PAID | said | {"idempotency_key": str(uuid4())}, format="json")
    assert answer.status_code == status
    assert Payment.objects.count() == (status == 201)


def test_a_payment_needs_a_key(ada):
    answer = ada.post(f"{LOAN}payments/", PAID, format="json")
    assert (answer.status_code, answer.json()) == (
        400,
        {"detail": "idempotency_key: This field is required."},
    )


def test_a_refused_payment_says_why(ada):
    asked = PAID | {"amount": "0.00", "idempotency_key": str(uuid4())}
    answer = ada.post(f"{LOAN}payments/", asked, format="json")
    assert (answer.status_code, answer.json()) == (
        409,
        {"detail": "The amount must be greater than $0.00."},
    )


@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_only_admins_record_payments_and_bounces(ada, loan, role):
    asked = PAID | {"idempotency_key": str(uuid4())}
    pk = ada.post(f"{LOAN}payments/", asked, format="json").json()["id"]
    other = client_of(person(loan, role))
    again = PAID | {"idempotency_key": str(uuid4())}
    assert other.post(f"{LOAN}payments/", again, format="json").status_code == 404
    bounced = other.post(f"/api/payments/{pk}/bounce/", anew(value_date="2025-03-17"), format="json")
    assert bounced.status_code == 404
    assert Payment.objects.count() == 1
    (shown,) = other.get(f"{LOAN}payments/").json()["results"]
    assert ("recorded_by" in shown, "id" in shown) == (role == "bdm", role == "bdm")


def test_a_payment_bounces_once(ada, loan):
    asked = PAID | {"idempotency_key": str(uuid4())}
    pk = ada.post(f"{LOAN}payments/", asked, format="json").json()["id"]
    bounce = f"/api/payments/{pk}/bounce/"
    answer = ada.post(bounce, anew(value_date="2025-03-17"), format="json")
    assert (answer.status_code, answer.json()["direction"]) == (201, "reversed")
    again = ada.post(bounce, anew(value_date="2025-03-17"), format="json")
    assert (again.status_code, again.json()["detail"]) == (409, "This payment has already bounced.")
    assert [one["reversed"] for one in ada.get(f"{LOAN}payments/").json()["results"]] == [False, True]
    assert ada.post(f"/api/payments/{answer.json()['id']}/bounce/", {}, format="json").status_code == 400
    reversal = f"/api/payments/{answer.json()['id']}/bounce/"
    assert ada.post(reversal, anew(value_date="2025-03-17"), format="json").status_code == 404


def test_a_bdm_charges_a_fee_once(loan):
    ben = client_of(loan.bdm.user)
    asked = FEE | {"idempotency_key": str(uuid4())}
    answers = [ben.post(f"{LOAN}fees/", asked, format="json") for _ in range(2)]
    expected = {"kind": "Valuation", "due_date": "9999-12-31", "amount": "300.00", "owed": "300.00"}
    assert [(one.status_code, one.json()) for one in answers] == [(201, expected)] * 2
    assert ben.get(f"{LOAN}fees/").json()["results"] == [expected]
    assert Fee.objects.count() == AuditEntry.objects.count() == 1


@pytest.mark.parametrize("role", ["broker", "borrower"])
def test_customers_read_fees_and_charge_none(loan, role):
    row(Fee, application=loan)
    client = client_of(person(loan, role))
    asked = FEE | {"idempotency_key": str(uuid4())}
    assert client.post(f"{LOAN}fees/", asked, format="json").status_code == 404
    assert client.get(f"{LOAN}fees/").json()["count"] == 1


@pytest.mark.parametrize("address", ["repayments/", "payments/", "fees/"])
@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_other_peoples_loans_are_404(loan, address, role):
    assert client_of(UserFactory(role=role)).get(LOAN + address).status_code == 404


def test_bank_files_are_listed_for_admins(ada, loan):
    row(BankFile, name="May.csv", lines_stated=2)
    (shown,) = ada.get("/api/bank-files/").json()["results"]
    assert (shown["name"], shown["booked"], shown["faulty"]) == ("May.csv", 0, 0)
    assert client_of(loan.bdm.user).get("/api/bank-files/").json()["results"] == []


class TestSuspense:
    @pytest.fixture
    def line(self):
        return row(BankLine, amount=Decimal("500.00"), reference="House", reason="It names no loan.")

    def test_an_admin_reads_looks_up_and_books(self, ada, loan, line):
        (shown,) = ada.get("/api/suspense/").json()["results"]
        assert shown == {
            "id": line.pk,
            "kind": "payment",
            "amount": "500.00",
            "value_date": "2025-04-01",
            "reference": "House",
            "reason": "It names no loan.",
            "resembles": None,
            "line_number": 1,
            "file": "May.csv",
        }
        found = ada.get(f"/api/suspense/{line.pk}/loans/", {"words": "omar"}).json()
        assert found == [
            {
                "reference": "HL-OMAR",
                "borrowers": ["Omar"],
                "oldest_due": "2025-03-14",
                "oldest_owed": "1250.00",
            }
        ]
        book = f"/api/suspense/{line.pk}/book/"
        assert ada.post(book, {"reference": "HL-OMAR"}, format="json").status_code == 204
        assert Payment.objects.get().recorded_by.name == "Ada"
        assert ada.post(book, {"reference": "HL-OMAR"}, format="json").status_code == 404
        assert Payment.objects.count() == 1

    def test_a_loan_that_does_not_exist_is_a_refusal(self, ada, line):
        answer = ada.post(f"/api/suspense/{line.pk}/book/", {"reference": "HL-NONE"}, format="json")
        assert (answer.status_code, answer.json()) == (409, {"detail": "There is no application HL-NONE."})

    def test_a_look_up_needs_words(self, ada, line):
        assert ada.get(f"/api/suspense/{line.pk}/loans/").status_code == 400
        assert ada.get(f"/api/suspense/{line.pk}/loans/?words=%00").status_code == 400

    def test_a_bdm_reads_no_file(self, loan, line):
        BankLine.objects.update(application=loan)
        (shown,) = client_of(loan.bdm.user).get("/api/suspense/").json()["results"]
        assert ("file" in shown, shown["reference"]) == (False, "House")

    @pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
    def test_others_see_nothing(self, loan, line, role):
        client = client_of(person(loan, role))
        row(BankLine, state="set_aside", set_aside_because="Paid back", application=loan)
        for listed in ("", "set-aside/"):
            assert client.get(f"/api/suspense/{listed}").json()["results"] == []
        assert client.get(f"/api/suspense/{line.pk}/loans/?words=omar").status_code == 404
        booked = client.post(f"/api/suspense/{line.pk}/book/", {"reference": "HL-OMAR"}, format="json")
        assert booked.status_code == 404
        assert not Payment.objects.exists()


def test_a_line_in_suspense_is_confirmed_taken_back_or_set_aside(ada, loan):
    asked = PAID | {"idempotency_key": str(uuid4())}
    pk = ada.post(f"{LOAN}payments/", asked, format="json").json()["id"]
    money = {"amount": Decimal("1250.00"), "value_date": date(2025, 3, 14), "application": loan}
    alike = row(BankLine, **money, resembles_id=pk)
    dishonour, other = row(BankLine, **money, kind="dishonour"), row(BankLine, **money)
    shown = ada.get("/api/suspense/").json()["results"]
    assert [(one["kind"], one["resembles"]) for one in shown] == [
        ("payment", pk), ("dishonour", None), ("payment", None),
    ]  # fmt: skip
    assert ada.post(f"/api/suspense/{alike.pk}/confirm/").status_code == 204
    (found,) = ada.get(f"/api/suspense/{dishonour.pk}/payments/").json()["results"]
    assert (found["id"], found["application"]) == (pk, "HL-OMAR")
    back = f"/api/suspense/{dishonour.pk}/take-back/"
    assert ada.post(back, {"payment": "x"}, format="json").status_code == 400
    assert ada.post(back, {"payment": pk + 1}, format="json").status_code == 409
    assert ada.post(back, {"payment": pk}, format="json").status_code == 204
    aside = f"/api/suspense/{other.pk}/set-aside/"
    assert ada.post(aside, {}, format="json").status_code == 400
    assert ada.post(aside, {"reason": "Paid back"}, format="json").status_code == 204
    states = BankLine.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["allocated", "reversed", "set_aside"]
    (shown,) = ada.get("/api/suspense/set-aside/").json()["results"]
    assert (shown["id"], shown["set_aside_because"], shown["resolved_by"]) == (other.pk, "Paid back", "Ada")
    back = f"/api/suspense/{other.pk}/put-back/"
    assert [ada.post(back).status_code for _ in range(2)] == [204, 409]
    assert ada.get("/api/suspense/set-aside/").json()["results"] == []
    assert [one["id"] for one in ada.get("/api/suspense/").json()["results"]] == [other.pk]
