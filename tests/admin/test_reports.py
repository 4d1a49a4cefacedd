"""Reports: restating them."""

from datetime import date

import pytest

from applications import models
from tests import rows
from tests.admin.forms import page

pytestmark = pytest.mark.django_db


def restate(browser, *reports):
    chosen = {"action": "restate", "_selected_action": [report.pk for report in reports]}
    answer = browser.post(page(models.Report, "changelist"), chosen, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_restate_report(browser, django_capture_on_commit_callbacks):
    report = rows.row(models.Report)
    with django_capture_on_commit_callbacks(execute=True):
        said = restate(browser, report)
    assert said == ["Weekly pipeline from 2025-03-03: restating 1 report."]
    # The row has no figures, so calculating them again gives a difference.
    assert set(models.Report.objects.values_list("first_day", "version")) == {
        (date(2025, 3, 3), 1),
        (date(2025, 3, 3), 2),
    }
