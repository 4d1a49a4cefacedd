"""A form that was opened earlier overwrites only the fields that it changes."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.contrib import admin

from applications import models
from common.admin import AppendOnlyAdmin, ChangedFieldsAdmin
from features.drivers import factories
from tests import rows
from tests.admin.forms import before_saving, page, submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "column", "meanwhile", "answer"),
    [
        (factories.ApplicationFactory, "stage", "pre_approval", {"term_months": 24}),
        (factories.BorrowerFactory, "address_version", 7, {"name": "Olga"}),
        (factories.UserFactory, "is_active", False, {"name": "Olga"}),
        (partial(rows.row, models.Note), "reminded_for", date(2025, 3, 17), {"text": "Call today."}),
        (partial(rows.row, models.Fee), "amount_paid", Decimal("5.00"), {"kind": "Discharge"}),
        (factories.BDMFactory, "approval_limit", Decimal("7.00"), {"name": "Olga"}),
        (factories.BrokerFactory, "company", "Harbour Brokers", {"name": "Olga"}),
        (partial(rows.row, models.HardshipPause), "to_day", date(2199, 3, 17), {"reason": "Lost a job"}),
    ],
)
def test_stale_form_does_not_overwrite_other_fields(browser, factory, column, meanwhile, answer):
    row = factory()
    mine = type(row).objects.filter(pk=row.pk)

    def change(**_):
        mine.update(**{column: meanwhile})

    with before_saving(type(row), change):
        submitted(browser, page(type(row), "change", row.pk), **answer)
    assert mine.values(column, *answer).get() == {column: meanwhile, **answer}


# Saved by a service; and a library's page.
OTHERWISE = {"NotificationPreference", "Group"}


def test_every_page_that_changes_rows_saves_what_was_changed():
    pages = {model.__name__: type(one) for model, one in admin.site._registry.items()}
    changing = {name for name, one in pages.items() if not issubclass(one, AppendOnlyAdmin)}
    assert {name for name in changing if not issubclass(pages[name], ChangedFieldsAdmin)} == OTHERWISE
