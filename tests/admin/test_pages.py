"""Each model's pages: which open, which save, and that none shows a secret."""

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications import models
from features.drivers import factories
from tests.admin.file_of_a_loan import ACCOUNT_NUMBER, LETTER, TAX_FILE_NUMBER, file_of_a_loan
from tests.admin.forms import page
from users.models import ApiToken, EmailDelivery, Notification, NotificationPreference, User

MODELS = sorted((one for one in admin.site._registry if one._meta.app_label != "auth"), key=str)
SHOWN_ONLY = {
    *(models.Payment, models.Allocation, models.Repayment, models.Reminder, models.ArrearsSnapshot),
    *(
        models.AuditEntry,
        models.StageEvent,
        models.BankFile,
        models.BankFault,
        models.BankLine,
        models.Report,
    ),
    *(models.PersonalCopy, Notification, EmailDelivery, ApiToken),
}
OF_PEOPLE = (User, ApiToken, NotificationPreference, Notification, EmailDelivery)
APPENDED_TO = {models.Document, models.Signature}
# Deleting a token revokes it.
KEPT = {*SHOWN_ONLY, *APPENDED_TO, models.Application, User} - {ApiToken}

pytestmark = pytest.mark.django_db


def test_every_model_has_its_pages():
    everything = {model for model in (*vars(models).values(), *OF_PEOPLE) if isinstance(model, type)}
    # A key is of use to machines only.
    assert everything - {models.IdempotencyKey} == set(MODELS)


@pytest.fixture(scope="module")
def one_of_each(rows_of_module):
    """One row of every model."""
    file_of_a_loan()


@pytest.fixture(scope="module")
def queries_with_few_rows_and_many(rows_of_module):
    """The queries of each model's list with 3 rows of every model, and with 30."""
    with transaction.atomic():
        chief = factories.UserFactory(name="Ada", role="admin", is_staff=True, is_superuser=True)
        browser = Client()
        browser.force_login(chief)
        counts = []
        for more in (3, 27):
            for _ in range(more):
                file_of_a_loan()
            counts.append({model: queries_of_list(browser, model) for model in MODELS})
        transaction.set_rollback(True)
    return counts


def queries_of_list(browser, model) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(page(model, "changelist")).status_code == 200
    return len(seen)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
class TestPages:
    def test_open_without_showing_secrets(self, browser, one_of_each, model):
        row = model.objects.order_by("pk").first()
        for url in (
            page(model, "changelist"),
            page(model, "changelist") + "?q=a",
            page(model, "change", row.pk),
            page(model, "history", row.pk),
        ):
            response = browser.get(url)
            assert response.status_code == 200
            self.assert_keeps_secrets(response)

    def test_add_page_of_each_model(self, browser, model):
        response = browser.get(page(model, "add"))
        assert response.status_code == (403 if model in SHOWN_ONLY else 200)

    def test_change_page_of_each_model(self, browser, one_of_each, model):
        row = model.objects.order_by("pk").first()
        response = browser.get(page(model, "change", row.pk))
        can_save = model not in SHOWN_ONLY | APPENDED_TO
        assert (b'name="_save"' in response.content) == can_save
        refused = browser.post(page(model, "change", row.pk)).status_code == 403
        assert refused != can_save

    def test_delete_page_of_each_model(self, browser, one_of_each, model):
        row = model.objects.order_by("pk").first()
        tied = model in {models.Borrower, models.Guarantor}
        response = browser.get(page(model, "delete", row.pk))
        assert response.status_code == (403 if tied or model in KEPT else 200)

    def test_same_number_of_queries_for_many_rows(self, queries_with_few_rows_and_many, model):
        few, many = queries_with_few_rows_and_many
        assert many[model] == few[model] > 0

    @staticmethod
    def assert_keeps_secrets(response):
        html = response.content.decode()
        for secret in (TAX_FILE_NUMBER, ACCOUNT_NUMBER, LETTER):
            assert secret not in html
