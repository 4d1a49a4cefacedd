"""The page on which a line in suspense is booked, and its look-up of loans."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import BankLine, Payment
from applications.selectors.loan_lookup import MOST_LOANS, borrowers_named_in, loans_matching
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    RepaymentFactory,
    UserFactory,
)
from tests.rows import row

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def loan_of(name: str, *, owed: str = "500.00", due: date = TODAY, **fields):
    loan = ApplicationFactory(
        reference=f"HL-{name.upper()}",
        stage="funded",
        funding_date=date(2025, 1, 1),
        borrowers=[BorrowerFactory(name=name)],
        **fields,
    )
    RepaymentFactory(application=loan, due_date=due, principal=0, interest=Decimal(owed))
    return loan


@pytest.fixture
def line():
    return row(BankLine, amount=Decimal("500.00"), value_date=date(2025, 3, 14), reference="House")


@pytest.fixture
def user():
    return UserFactory(role="admin")


@pytest.fixture
def ada(user):
    client = Client()
    client.force_login(user)
    return client


def found(user, words: str) -> list[str]:
    return [loan.reference for loan in loans_matching(user, words)]


class TestLookup:
    @pytest.mark.parametrize(
        "words",
        ["HL-OM", "omar", " Omar ", "omar hl-", "$1,250.50", "1250.5", "1250.50"],
        ids=lambda words: words,
    )
    def test_a_loan_is_found_by_reference_borrower_and_amount(self, user, words):
        loan_of("Omar", owed="1250.50")
        loan_of("Nora", owed="1250.51")
        assert found(user, words) == ["HL-OMAR"]

    @pytest.mark.parametrize(
        "words", ["", "  ", "Zelda", "Omar Zelda", "12.50", "NaN", "-500", "9" * 30, "1e400"]
    )
    def test_nothing_matches(self, user, words):
        loan_of("Omar")
        assert found(user, words) == []

    def test_an_amount_counts_near_its_due_date(self, user):
        for name, days in (("Omar", 45), ("Nora", 46), ("Alf", -45), ("Greta", -46)):
            loan_of(name, due=TODAY + timedelta(days=days))
        assert found(user, "500") == ["HL-ALF", "HL-OMAR"]

    def test_only_funded_loans_of_the_reader(self, user):
        own = loan_of("Omar")
        loan_of("Nora")
        ApplicationFactory(reference="HL-ALF", borrowers=[BorrowerFactory(name="Omar Alf")])
        assert found(user, "HL-") == ["HL-NORA", "HL-OMAR"]
        assert found(own.bdm.user, "HL-") == ["HL-OMAR"]
        assert found(own.borrowers.get().user, "HL-NORA") == []

    def test_oldest_unpaid_is_said(self, user):
        loan = loan_of("Omar", owed="20.00", due=TODAY + timedelta(days=30))
        RepaymentFactory(application=loan, number=2, due_date=TODAY, principal=0, interest=Decimal(7))
        (omar,) = loans_matching(user, "omar")
        assert (omar.oldest_due, omar.oldest_owed) == (TODAY, Decimal(7))

    def test_many_loans_take_as_many_queries_as_one(self, user):
        def queries() -> int:
            with CaptureQueriesContext(connection) as counted:
                assert all(loan.borrowers.all() for loan in loans_matching(user, "HL-"))
            return len(counted)

        loan_of("Omar")
        few = queries()
        for number in range(MOST_LOANS):
            loan_of(f"Nora{number}")
        assert len(found(user, "HL-")) == MOST_LOANS
        assert queries() == few


class TestPayer:
    """Which borrower a payer's words name."""

    @pytest.fixture(autouse=True)
    def _loans(self, own):
        for number, name in enumerate(("Maria Hernandez", "Ana Hernandez", "Otto Brandt", "Li Wu")):
            loan = ApplicationFactory(
                reference=f"HL-{number}",
                stage="funded",
                funding_date=date(2025, 1, 1),
                bdm=own,
                borrowers=[BorrowerFactory(name=name)],
            )
            RepaymentFactory(application=loan, due_date=TODAY, principal=0, interest=7)

    @pytest.fixture
    def own(self):
        return BDMFactory()

    @pytest.mark.parametrize(
        ("wrote", "named"),
        [
            ("Hernandez loan", "Hernandez"),
            ("HERNANDEZ/MARIA March", "HERNANDEZ MARIA"),
            ("Loan of Otto B. Brandt", "Otto Brandt"),
            ("rent Hernan", ""),
            ("Li", ""),
            ("House 12", ""),
            ("%%%", ""),
            ("", ""),
        ],
    )
    def test_the_borrower_named_by_the_most_words(self, user, wrote, named):
        assert sorted(borrowers_named_in(user, wrote).split()) == sorted(named.split())

    def test_nobody_of_another_bdms_loans(self, own):
        assert borrowers_named_in(own.user, "Otto") == "Otto"
        assert borrowers_named_in(BDMFactory().user, "Otto") == ""

    def test_nobody_whose_loan_is_not_funded(self, user):
        ApplicationFactory(borrowers=[BorrowerFactory(name="Zelda")])
        assert borrowers_named_in(user, "Zelda") == ""


class TestPage:
    @staticmethod
    def page(response) -> BeautifulSoup:
        return BeautifulSoup(response.content, "html.parser").main

    def test_loans_that_owe_the_amount_are_offered_at_once(self, ada, line):
        loan_of("Omar")
        loan_of("Nora", owed="7.00")
        shown = self.page(ada.get(f"/payments/suspense/{line.pk}/"))
        assert [one["aria-label"] for one in shown.find(id="loans").find_all("button")] == ["Book to HL-OMAR"]
        assert "Payer wrote “House”" in " ".join(shown.get_text(" ").split())

    def test_the_loan_of_the_borrower_whom_the_payer_named_is_offered_at_once(self, ada, line):
        loan_of("Omar", owed="7.00")
        line.reference = "Omar loan"
        line.save()
        shown = self.page(ada.get(f"/payments/suspense/{line.pk}/"))
        assert [one["aria-label"] for one in shown.find(id="loans").find_all("button")] == ["Book to HL-OMAR"]
        assert shown.find(id="words")["value"] == "Omar"

    def test_the_search_works_as_you_type_and_without_scripts(self, ada, line):
        loan_of("Nora", owed="7.00")
        address = f"/payments/suspense/{line.pk}/?words=nora"
        whole, part = ada.get(address).text, ada.get(address, headers={"HX-Request": "true"}).text
        for one in (whole, part):
            assert 'aria-label="Book to HL-NORA"' in one
        assert "<html" not in part

    @pytest.mark.parametrize("words", ["nobody", "<script>", "x" * 500])
    def test_a_search_that_finds_nothing(self, ada, line, words):
        answer = ada.get(f"/payments/suspense/{line.pk}/", {"words": words})
        assert answer.status_code == 200
        assert "<script>“" not in answer.text

    def test_a_refusal_keeps_what_was_typed(self, ada, line):
        typed = {"reference": "HL-NONE", "words": "nora"}
        shown = self.page(ada.post(f"/payments/suspense/{line.pk}/", typed))
        field = shown.find(id="id_reference")
        reason = shown.find(id=field["aria-describedby"]).get_text()
        assert reason == "There is no application HL-NONE."
        assert (field["value"], shown.find(id="words")["value"]) == ("HL-NONE", "nora")

    def test_a_name_typed_as_the_reference_is_looked_up(self, ada, line):
        loan_of("Omar", owed="7.00")
        shown = self.page(ada.post(f"/payments/suspense/{line.pk}/", {"reference": "omar", "words": "none"}))
        assert shown.find(id="id_reference_error").get_text() == "There is no application omar."
        assert [one["aria-label"] for one in shown.find(id="loans").find_all("button")] == ["Book to HL-OMAR"]
        assert shown.find(id="words")["value"] == "omar"

    def test_a_loan_that_is_not_funded_is_refused_beside_the_field(self, ada, line):
        ApplicationFactory(reference="HL-OMAR")
        shown = self.page(ada.post(f"/payments/suspense/{line.pk}/", {"reference": "HL-OMAR"}))
        assert shown.find(id="id_reference_error").get_text() == "HL-OMAR is not funded."
        assert not Payment.objects.exists()

    def test_a_second_click_books_nothing_and_says_so(self, ada, line):
        loan_of("Omar")
        for _ in range(2):
            answer = ada.post(f"/payments/suspense/{line.pk}/", {"reference": "HL-OMAR"}, follow=True)
        assert "There is no such line in suspense." in answer.text
        assert Payment.objects.count() == 1

    def test_a_second_click_sets_nothing_aside_and_says_so(self, ada, line):
        for _ in range(2):
            answer = ada.post(f"/payments/suspense/{line.pk}/set-aside/", {"reason": "Rent"}, follow=True)
        assert answer.status_code == 200
        assert "There is no such line in suspense." in answer.text
        line.refresh_from_db()
        assert (line.state, line.set_aside_because) == ("set_aside", "Rent")

    def test_a_dishonour_offers_no_booking(self, ada):
        dishonour = row(BankLine, kind="dishonour", reference="Unpaid")
        shown = self.page(ada.get(f"/payments/suspense/{dishonour.pk}/"))
        assert "This line cannot be booked to a loan: it is a dishonour." in shown.get_text()
        assert [one.get_text() for one in shown.find_all("button")] == ["Look up"]

    def test_a_bdm_books_a_line_that_names_an_own_loan(self, line):
        loan = loan_of("Omar")
        BankLine.objects.filter(pk=line.pk).update(application=loan)
        ben = Client()
        ben.force_login(loan.bdm.user)
        assert f"/payments/suspense/{line.pk}/" in ben.get("/applications/HL-OMAR/").text
        assert "May.csv" not in ben.get(f"/payments/suspense/{line.pk}/").text
        said = ben.post(f"/payments/suspense/{line.pk}/", {"reference": "HL-OMAR"}, follow=True).text
        assert 'Booked to <a href="/applications/HL-OMAR/#ledger">' in said
        again = ben.post(f"/payments/suspense/{line.pk}/", {"reference": "HL-OMAR"}, follow=True).text
        assert "There is no such line in suspense." in again
        assert Payment.objects.count() == 1

    def test_nothing_in_suspense_is_said_of_what_the_reader_sees(self, ada, line):
        ben = Client()
        ben.force_login(BDMFactory().user)
        assert "No money in suspense for your applications." in ben.get("/payments/suspense/").text
        line.delete()
        assert "No money in suspense." in ada.get("/payments/suspense/").text

    def test_others_find_no_page(self, line):
        loan = loan_of("Omar")
        for user in (loan.bdm.user, loan.broker.user, loan.borrowers.get().user):
            client = Client()
            client.force_login(user)
            assert client.get(f"/payments/suspense/{line.pk}/").status_code == 404
            client.post(f"/payments/suspense/{line.pk}/", {"reference": "HL-OMAR"})
            assert "House" not in client.get("/payments/suspense/").text
        assert not Payment.objects.exists()
