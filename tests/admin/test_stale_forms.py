"""A form that was opened earlier overwrites only the fields that it changes."""

from datetime import date
from functools import partial

import pytest

from applications import models
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
