"""Somebody saves a page, and what it shows has changed meanwhile: only what was typed on it changes."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from applications.models import BDM, Application, Borrower, Broker
from features.drivers.factories import BDMFactory, BranchFactory, BrokerFactory

pytestmark = pytest.mark.django_db


def shown(client, address: str) -> dict:
    """What the page would send if nothing was typed."""
    form = BeautifulSoup(client.get(address).content, "html.parser").main.form
    values = {one["name"]: one.get("value", "") for one in form.find_all("input", attrs={"name": True})}
    for field in form.find_all("select"):
        chosen = field.find("option", selected=True)
        values[field["name"]] = chosen["value"] if chosen else ""
    return values


def test_the_approval_limit_of_a_bdm(admin):
    ben, hobart = BDMFactory(approval_limit=500_000), BranchFactory(name="Hobart")
    page = f"/people/bdm/{ben.pk}/change/"
    before = shown(admin, page)
    BDM.objects.update(approval_limit=200_000)
    admin.post(page, before | {"branch": hobart.pk})
    ben.refresh_from_db()
    assert (ben.branch, ben.approval_limit) == (hobart, Decimal(200_000))


def test_the_primary_bdm_of_a_broker(admin):
    bella, carl, hobart = BrokerFactory(), BDMFactory(), BranchFactory(name="Hobart")
    page = f"/people/broker/{bella.pk}/change/"
    before = shown(admin, page)
    Broker.objects.update(primary_bdm=carl)
    admin.post(page, before | {"branch": hobart.pk})
    bella.refresh_from_db()
    assert (bella.branch, bella.primary_bdm) == (hobart, carl)


def test_the_bdm_of_an_application(admin, application):
    carl, dave = BDMFactory(), BrokerFactory()
    page = f"/applications/{application.reference}/hand-over/"
    before = shown(admin, page)
    Application.objects.update(bdm=carl)
    admin.post(page, before | {"broker": dave.pk})
    application.refresh_from_db()
    assert (application.bdm, application.broker) == (carl, dave)


def test_the_address_of_a_borrower(admin, application):
    omar = application.borrowers.get()
    page = f"/applications/{application.reference}/parties/borrower/{omar.pk}/"
    before = shown(admin, page)
    Borrower.objects.update(email="new@example.com")
    admin.post(page, before | {"name": "Omar Haddad"})
    omar.refresh_from_db()
    assert (omar.name, omar.email) == ("Omar Haddad", "new@example.com")


def test_a_number_that_was_typed_is_in_no_hidden_field(admin, application):
    omar = application.borrowers.get()
    page = f"/applications/{application.reference}/parties/borrower/{omar.pk}/"
    answer = admin.post(page, {"name": "", "kind": "individual", "tax_file_number": "123456782"})
    assert answer.status_code == 200
    assert "123456782" not in answer.text


def test_an_income_of_nothing_is_an_income(admin, application):
    omar = application.borrowers.get()
    page = f"/applications/{application.reference}/parties/borrower/{omar.pk}/"
    admin.post(page, shown(admin, page) | {"annual_income": "0"})
    omar.refresh_from_db()
    assert omar.annual_income == 0
