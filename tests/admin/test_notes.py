"""Notes on the admin pages: reminders on days that are over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications import models
from features.drivers import factories
from tests.admin.forms import page, submitted
from tests.rows import row

pytestmark = pytest.mark.django_db

REFUSAL = "is in the past. Choose today or a later day for the reminder."


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def note():
    return row(models.Note, application=factories.ApplicationFactory(), assignee=None)


def test_past_reminder_is_refused_on_the_note_page(browser, note, yesterday):
    answer = submitted(browser, page(models.Note, "change", note.pk), text="Call.", remind_on=str(yesterday))
    note.refresh_from_db()
    assert REFUSAL in answer.content.decode()
    assert note.remind_on is None


def test_past_reminder_is_refused_on_the_application_page(browser, yesterday):
    application = factories.ApplicationFactory()
    added = {
        "notes-TOTAL_FORMS": 1,
        "notes-0-text": "Call again.",
        "notes-0-visibility": "internal",
        "notes-0-remind_on": str(yesterday),
    }
    answer = submitted(browser, page(models.Application, "change", application.pk), **added)
    assert REFUSAL in answer.content.decode()
    assert not application.notes.exists()


def test_note_whose_reminder_is_over_can_be_changed(browser, note, yesterday):
    models.Note.objects.update(remind_on=yesterday)
    submitted(browser, page(models.Note, "change", note.pk), text="Called.")
    note.refresh_from_db()
    assert (note.text, note.remind_on) == ("Called.", yesterday)
