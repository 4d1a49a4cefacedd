"""The table of applications, its spreadsheet, and the search."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from applications.selectors.board import board
from applications.selectors.book import ORDERS
from features.drivers.factories import (
    ApplicationFactory,
    BorrowerFactory,
    BrokerFactory,
    RepaymentFactory,
    UserFactory,
)
from workspace.spreadsheets import cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three applications that differ in every column, in the order of their references."""
    now = timezone.now()
    # A name of the factory has a number, for which some test searches.
    broker = BrokerFactory(name="Bella")
    for number, (name, stage) in enumerate((("Cleo", "inquiry"), ("Abe", "funded"), ("Bo", "funded"))):
        loan = ApplicationFactory(
            reference=f"HL-{number}",
            stage=stage,
            broker=broker,
            amount=(300, 100, None)[number],
            borrowers=[BorrowerFactory(name=name)],
            created_at=now - timedelta(days=(2, 30, 9)[number]),
            stage_since=now - timedelta(days=(1, 2, 3)[number]),
        )
        if stage == "funded":
            due = timezone.localdate() - timedelta(days=10 * number)
            RepaymentFactory(application=loan, due_date=due, principal=(0, 50, 40)[number])


def references(page: str) -> str:
    return "".join(re.findall(r'href="/applications/HL-(\d)/"', page))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("reference", "012"),
        ("-reference", "210"),
        ("borrower", "120"),
        ("stage", "021"),
        ("amount", "102"),
        ("-amount", "012"),
        ("applied", "120"),
        ("-applied", "021"),
        ("days", "012"),
        ("-days", "210"),
        ("due", "120"),
        ("-due", "210"),
        ("overdue", "210"),
        ("-overdue", "120"),
        ("", "021"),
        ("password", "021"),
        ("-", "021"),
    ],
)
def test_order(admin, three, order, expected):
    assert references(admin.get("/applications/", {"order": order}).text) == expected


@pytest.mark.parametrize("order", ORDERS)
def test_every_column_can_be_turned_round(admin, three, order):
    up, down = (admin.get("/applications/", {"order": o}).text for o in (order, f"-{order}"))
    assert ('aria-sort="ascending"' in up, 'aria-sort="descending"' in down) == (True, True)
    assert f"order=-{order}" in up
    assert re.search(rf"order={order}\b", down)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"amount_from": "100"}, "01"),
        ({"amount_from": "100.01"}, "0"),
        ({"amount_to": "100"}, "1"),
        ({"days_past_due": "10"}, "21"),
        ({"days_past_due": "11"}, "2"),
        ({"days_past_due": "20"}, "2"),
        ({"days_past_due": "21"}, ""),
        ({"stage": "funded", "words": "b"}, "21"),
        ({"words": "abe"}, "1"),
    ],
)
@pytest.mark.parametrize("address", ["/applications/", "/pipeline/"])
def test_filter(admin, three, asked, expected, address):
    found = references(admin.get(address, asked).text)
    assert sorted(found) == sorted(expected)


def test_days_of_the_filter_are_included(admin):
    # 23:30 in Sydney is 12:30 in Greenwich, and half an hour later is another day.
    ApplicationFactory(reference="HL-1", created_at=datetime(2025, 3, 14, 12, 30, tzinfo=UTC))
    ApplicationFactory(reference="HL-2", created_at=datetime(2025, 3, 14, 13, 0, tzinfo=UTC))
    day = {"applied_from": "2025-03-14", "applied_to": "2025-03-14"}
    assert references(admin.get("/applications/", day).text) == "1"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("applied_from", "soon", "Enter a valid date."),
        ("amount_from", "much", "Enter a number."),
        ("days_past_due", "0", "Enter 1 or more."),
        ("days_past_due", "9" * 30, "Enter 36500 or less."),
    ],
)
def test_what_is_wrong_with_a_filter_is_said_and_it_counts_for_nothing(admin, three, field, value, words):
    page = admin.get("/applications/", {field: value}).text
    assert words in page
    assert "<details open>" in page
    assert references(page) == "021"


def test_a_page_has_fifty_rows_and_keeps_the_filter(admin):
    for _ in range(51):
        ApplicationFactory(borrowers=[BorrowerFactory()])
    page = admin.get("/applications/?stage=inquiry&order=amount").text
    assert page.count('href="/applications/HL-') == 50
    assert 'href="?stage=inquiry&amp;order=amount&amp;page=2" rel="next"' in page


def test_htmx_gets_part_of_the_table(admin, three):
    part = admin.get("/applications/", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert references(part) == "021"


def sheet(client, **asked) -> list[list[str]]:
    answer = client.get("/applications.csv", asked)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="Applications {timezone.localdate():%Y-%m-%d}.csv"'
    )
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_spreadsheet_has_the_filter_and_the_order_and_every_page(admin, three):
    for _ in range(60):
        ApplicationFactory(stage="declined")
    rows = sheet(admin, stage="funded", order="amount")
    assert [row[0] for row in rows] == ["Reference", "HL-1", "HL-2"]
    assert rows[1][3] == "100.00"
    assert rows[2][3] == ""
    assert len(sheet(admin)) == 64


def test_the_spreadsheet_has_numbers_of_every_funded_loan_and_none_of_the_others(admin, three):
    ApplicationFactory(reference="HL-3", stage="funded")
    found = {row[0]: row[-2:] for row in sheet(admin)[1:]}
    assert found == {
        "HL-0": ["", ""],
        "HL-1": ["10", "300.00"],
        "HL-2": ["20", "290.00"],
        "HL-3": ["0", "0.00"],
    }


def test_a_filter_that_makes_no_sense_exports_nothing(admin, three):
    asked = {"amount_from": "zzz", "applied_to": "soon"}
    answer = admin.get("/applications.csv", asked)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    said = answer.text.splitlines()
    assert len(said) == 2
    page = admin.get("/applications/", asked).text
    assert all(f">{words}</p>" in page for words in said)
    assert "/applications.csv" not in page
    assert "/applications.csv" in admin.get("/applications/").text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_no_cell_is_a_formula(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Omar - and sons", "Omar - and sons"),
        (None, ""),
        (Decimal("-1250.5"), "-1250.50"),
        (7, 7),
        (date(2025, 3, 14), "2025-03-14"),
        (datetime(2025, 3, 14, 13, 0, tzinfo=UTC), "2025-03-15"),
        (gettext_lazy("=1+1"), "'=1+1"),
    ],
)
def test_cells(value, expected):
    assert cell(value) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("HL-1", "1"),
        ("cleo", "0"),
        ("$300.00", "0"),
        ("300", "0"),
        ("300.01", ""),
        ("$ 300", "0"),
        ("3,00", ""),
        ("%", ""),
        ("  Abe  ", "1"),
        ("bella  abe", "1"),
        ("Bella\tHL-", "021"),
        ("cleo $300", "0"),
        ("cleo 100", ""),
        ("abe cleo", ""),
        ("x" * 200, ""),
    ],
)
def test_search(admin, three, words, expected):
    page = admin.get("/search/", {"words": words}).text
    assert references(page) == expected
    assert ("No results." in page) == (not expected)


def test_search_finds_the_words_of_a_name_in_any_order_and_of_several_borrowers(admin):
    people = [BorrowerFactory(name="Heather Wheeler"), BorrowerFactory(name="Otto Brandt")]
    ApplicationFactory(reference="HL-1", borrowers=people)
    for words in ("wheeler heather", "Heather   Wheeler", "otto heather"):
        assert references(admin.get("/search/", {"words": words}).text) == "1"


def test_search_finds_cents_of_whole_dollars(admin):
    ApplicationFactory(reference="HL-1", amount="250000.75")
    assert references(admin.get("/search/?words=250,000").text) == "1"
    assert references(admin.get("/search/?words=250,000.00").text) == ""


def test_search_finds_a_brokers_company_after_other_hits(admin):
    loan = ApplicationFactory(reference="HL-1")
    loan.broker.company = "Marlin Finance"
    loan.broker.save()
    ApplicationFactory(
        reference="HL-2", borrowers=[BorrowerFactory(name="Marlin")], created_at=timezone.now() - timedelta(9)
    )
    assert references(admin.get("/search/?words=marlin").text) == "21"


def test_search_without_words_asks_for_some(admin, three):
    assert "Type a reference" in admin.get("/search/").text
    assert references(admin.get("/search/?words=+").text) == ""


def test_search_has_pages(admin):
    for _ in range(51):
        ApplicationFactory(stage="withdrawn")
    assert 'href="?words=HL-&amp;page=2" rel="next"' in admin.get("/search/?words=HL-").text


@pytest.mark.parametrize("address", ["/applications/", "/applications.csv", "/today/"])
@pytest.mark.parametrize("role", ["broker", "borrower"])
def test_the_table_is_the_lenders(client, role, address):
    client.force_login(UserFactory(role=role))
    assert client.get(address).status_code == 404


def test_a_borrower_has_no_search_box(client):
    client.force_login(UserFactory(role="borrower"))
    assert 'action="/search/"' not in client.get("/").text
    assert client.get("/search/?words=HL-").status_code == 404


def test_a_repayment_due_today_is_not_past_due(admin):
    loan = ApplicationFactory(reference="HL-1", stage="funded")
    RepaymentFactory(application=loan, due_date=timezone.localdate())
    assert "$1,250.00" not in admin.get("/applications/").text
    assert references(admin.get("/applications/?days_past_due=1").text) == ""
    assert '<h2 id="overdue">Overdue <span class="count">0</span>' in admin.get("/today/").text


@pytest.mark.parametrize("days", [{"applied_from": date.min}, {"applied_to": date.max}])
def test_the_first_and_the_last_day_of_the_calendar_leave_nothing_out(three, days):
    assert board(UserFactory(role="admin"), **days).count() == 3
