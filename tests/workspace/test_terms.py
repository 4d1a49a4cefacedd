"""The page on which terms are changed: which fields whom it shows, bad input, and stale pages."""

import pytest
from bs4 import BeautifulSoup

from applications.models import AuditEntry
from features.drivers.factories import DocumentFactory, UserFactory
from tests.clients import browser_of

pytestmark = pytest.mark.django_db
TERMS = "/applications/HL-OMAR/terms/"
EVERY = ["amount", "term_months", "annual_rate", "frequency", "valuation", "funding_date"]


def form_of(client) -> dict:
    """What the page would send if nothing was typed."""
    form = BeautifulSoup(client.get(TERMS).content, "html.parser").main.form
    values = {one["name"]: one.get("value", "") for one in form.find_all("input", attrs={"name": True})}
    chosen = form.find("option", selected=True)
    return values | ({"frequency": chosen["value"]} if chosen else {})


@pytest.mark.parametrize(
    ("role", "stage", "fields"),
    [
        ("broker", "inquiry", EVERY[:4]),
        ("bdm", "inquiry", EVERY),
        ("bdm", "settlement", EVERY),
        ("admin", "valuation", EVERY),
    ],
)
def test_fields_of_a_role_at_a_stage(application, role, stage, fields):
    type(application).objects.update(stage=stage)
    people = {"broker": application.broker.user, "bdm": application.bdm.user}
    page = browser_of(people.get(role) or UserFactory(role="admin")).get(TERMS)
    assert list(page.context["form"].fields) == fields


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("funded", "The amount cannot be changed at “Funded”."),
        ("withdrawn", "The amount cannot be changed at “Withdrawn”."),
    ],
)
def test_no_page_where_terms_are_final(admin, application, stage, words):
    type(application).objects.update(stage=stage)
    assert words in admin.get(TERMS, follow=True).text
    assert "Change the terms" not in admin.get("/applications/HL-OMAR/").text


def test_broker_after_the_application_was_handed_in(application):
    type(application).objects.update(stage="pre_approval")
    page = browser_of(application.broker.user).get(TERMS, follow=True).text
    assert "A broker may not change the amount at “Pre-approval”." in page


@pytest.mark.parametrize("role", ["borrower", "broker", "bdm"])
def test_others_find_no_page(application, role):
    assert browser_of(UserFactory(role=role)).get(TERMS).status_code == 404


def test_a_borrower_finds_no_page(application):
    assert browser_of(application.borrowers.get().user).get(TERMS).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("amount", "-1", "The amount must be greater than $0.00."),
        ("amount", "lots", "Enter a number."),
        ("amount", "1.234", "at most 2 decimal places"),
        ("term_months", "0", "The term must be 1 to 600 months."),
        ("term_months", "601", "The term must be 1 to 600 months."),
        ("annual_rate", "100.5", "The rate must be 0.00% to 100.00%."),
        ("valuation", "0", "The valuation must be greater than $0.00."),
        ("funding_date", "1999-12-31", "The loan cannot be funded before"),
        ("funding_date", "2205-05-01", "The loan cannot be funded after"),
        ("funding_date", "31 February", "Enter a valid date."),
    ],
)
def test_bad_input_is_refused_beside_its_field(admin, application, field, typed, words):
    before = type(application).objects.values().get()
    answer = admin.post(TERMS, form_of(admin) | {field: typed})
    error = BeautifulSoup(answer.content, "html.parser").main.find(id=f"id_{field}_error")
    assert words in error.get_text()
    assert f'value="{typed}"' in answer.text
    assert type(application).objects.values().get() == before
    assert not AuditEntry.objects.exists()


def test_a_term_that_the_frequency_does_not_divide(admin, application):
    answer = admin.post(TERMS, form_of(admin) | {"term_months": "10", "frequency": "quarterly"})
    assert "A term of 10 months cannot be divided into quarters." in answer.text


def test_an_outdated_page_changes_only_what_was_typed_on_it(admin, application):
    shown = form_of(admin)
    type(application).objects.update(amount=300_000)
    admin.post(TERMS, shown | {"valuation": "500000"})
    application.refresh_from_db()
    assert (application.amount, application.valuation) == (300_000, 500_000)


def test_a_rate_reads_in_the_form_as_on_the_page(admin, application):
    type(application).objects.update(annual_rate="5.9")
    shown = form_of(admin)
    assert shown["annual_rate"] == "5.90"
    assert "Nothing has changed." in admin.post(TERMS, shown, follow=True).text


@pytest.mark.parametrize("terms", [{"term_months": 10, "frequency": "quarterly"}, {"annual_rate": None}])
def test_terms_without_a_schedule_read_without_repayments(admin, application, terms):
    type(application).objects.update(**{"frequency": "quarterly", **terms})
    page = BeautifulSoup(admin.get("/applications/HL-OMAR/").content, "html.parser")
    assert page.find("dt", string="Repayments").find_next("dd").get_text() == "Quarterly"


def test_no_term_is_called_optional(admin, application):
    assert "(optional)" not in admin.get(TERMS).text


@pytest.mark.parametrize("typed", ["$300,000.00", "300,000", " 300000 "])
def test_an_amount_as_people_write_it(admin, application, typed):
    admin.post(TERMS, form_of(admin) | {"amount": typed})
    application.refresh_from_db()
    assert application.amount == 300_000


@pytest.mark.parametrize("typed", ["3,00", "300,00.00", "300.000,00"])
def test_a_comma_among_cents_is_not_taken_for_thousands(admin, application, typed):
    answer = admin.post(TERMS, form_of(admin) | {"amount": typed})
    assert "Enter a number." in BeautifulSoup(answer.content, "html.parser").find(id="id_amount_error").text
    application.refresh_from_db()
    assert application.amount == 250_000


def test_nothing_typed_changes_nothing(admin, application):
    assert "Nothing has changed." in admin.post(TERMS, form_of(admin), follow=True).text
    assert not AuditEntry.objects.exists()


def test_what_is_emptied_is_unknown_again(admin, application):
    admin.post(TERMS, form_of(admin) | {"valuation": ""})
    assert AuditEntry.objects.get().act == "changed the valuation from $400,000.00 to unknown"


@pytest.mark.parametrize("approved", [True, False])
def test_the_page_warns_once_there_is_a_formal_approval(admin, application, approved):
    if approved:
        DocumentFactory(application=application, kind="formal_approval")
    assert ("everybody signs it again" in admin.get(TERMS).text) == approved
