"""Borrowers and guarantors: masked numbers, new numbers, addresses."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from applications import models
from features.drivers import factories
from tests.admin.file_of_a_loan import ACCOUNT_NUMBER, TAX_FILE_NUMBER
from tests.admin.forms import page, submitted

NEW_NUMBER = "082-001 87654321"

pytestmark = pytest.mark.django_db


class TestParties:
    @pytest.fixture(params=[factories.BorrowerFactory, factories.GuarantorFactory])
    def party(self, request):
        return request.param(tax_file_number=TAX_FILE_NUMBER, account_number=ACCOUNT_NUMBER)

    def test_numbers_are_masked(self, browser, party):
        for url in (page(type(party), "changelist"), page(type(party), "change", party.pk)):
            html = browser.get(url).content.decode()
            assert "••• 535" in html
            assert "••• 678" in html

    def test_empty_field_keeps_the_number(self, browser, party):
        submitted(browser, page(type(party), "change", party.pk), name="Olga")
        party.refresh_from_db()
        assert (party.name, party.account_number) == ("Olga", ACCOUNT_NUMBER)

    def test_new_number_is_saved_and_not_logged(self, browser, party):
        submitted(browser, page(type(party), "change", party.pk), new_account_number=NEW_NUMBER)
        party.refresh_from_db()
        assert (party.account_number, party.tax_file_number) == (NEW_NUMBER, TAX_FILE_NUMBER)
        entry = LogEntry.objects.get()
        assert entry.get_change_message() == "Changed New account number."
        assert NEW_NUMBER not in entry.change_message + entry.object_repr

    def test_a_new_party_has_its_number(self, browser, party):
        submitted(browser, page(type(party), "add"), name="Olga", new_tax_file_number=NEW_NUMBER)
        assert type(party).objects.get(name="Olga").tax_file_number == NEW_NUMBER

    def test_invalid_number_is_not_repeated(self, browser, party):
        url = page(type(party), "change", party.pk)
        response = submitted(browser, url, name="", new_account_number=NEW_NUMBER)
        assert response.context["errors"]
        assert NEW_NUMBER not in response.content.decode()

    def test_view_permission_shows_only_masked_numbers(self, client, party):
        clerk = factories.UserFactory(role="admin", is_staff=True)
        clerk.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client.force_login(clerk)
        html = client.get(page(type(party), "change", party.pk)).content.decode()
        assert "••• 678" in html
        assert ACCOUNT_NUMBER not in html

    @pytest.mark.parametrize("model", [models.Borrower, models.Guarantor])
    @pytest.mark.parametrize(
        ("address", "reason"),
        [
            ("omar@example..com", "This is not an e-mail address."),
            (
                "ömar@example.com",
                "The part of an e-mail address before the @ may contain only unaccented letters",
            ),
        ],
    )
    def test_invalid_address_is_refused(self, browser, model, address, reason):
        answer = browser.post(page(model, "add"), {"name": "Omar", "kind": "individual", "email": address})
        assert reason in answer.content.decode()
        assert not model.objects.exists()

    def test_changed_address_raises_its_version(self, browser):
        borrower = factories.BorrowerFactory(email="old@example.com")
        url = page(models.Borrower, "change", borrower.pk)
        submitted(browser, url, email="new@example.com", name="Olga")
        submitted(browser, url, name="Olga Ivanova")
        borrower.refresh_from_db()
        assert (borrower.email, borrower.address_version) == ("new@example.com", 1)
        assert borrower.name == "Olga Ivanova"
