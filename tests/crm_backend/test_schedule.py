"""Each sweep for work left undone finds work exactly from the moment that its look names."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from applications.models import BankFile, Report
from applications.selectors.bank_file import bank_files_left_behind
from applications.selectors.report import reports_without_document
from crm_backend.schedule import BEAT_SCHEDULE, NETS
from tests.rows import row
from users.delivery import due_emails
from users.models import EmailDelivery

pytestmark = pytest.mark.django_db

# What each sweep would find now, and a row for it with a moment.
SWEEPS = {
    "deliver_outbox": (due_emails, EmailDelivery, "next_attempt_at"),
    "import_left_behind": (lambda: bank_files_left_behind(timezone.now()), BankFile, "uploaded_at"),
    "draw_up_left_behind": (reports_without_document, Report, "created_at"),
}
DONE = {
    "deliver_outbox": {"state": "sent"},
    "import_left_behind": {"finished_at": timezone.now()},
    "draw_up_left_behind": {"sha256": "0" * 64},
}


def look(name: str):
    return import_string(NETS[name])()


def test_each_look_is_of_a_sweep():
    assert set(NETS) == set(SWEEPS) < set(BEAT_SCHEDULE)


@pytest.mark.parametrize("name", NETS)
def test_a_look_finds_nothing_where_the_sweep_does(name):
    find, model, _ = SWEEPS[name]
    assert (look(name), find()) == (None, [])
    model.objects.filter(pk=row(model).pk).update(**DONE[name])
    assert (look(name), find()) == (None, [])


@pytest.mark.parametrize("name", NETS)
def test_a_sweep_finds_work_from_the_moment_that_its_look_names(name, monkeypatch):
    find, model, moment = SWEEPS[name]
    one = row(model)
    model.objects.filter(pk=one.pk).update(**{moment: timezone.now() - timedelta(hours=1)})
    when = look(name)
    monkeypatch.setattr(timezone, "now", lambda: when)
    assert find() == [one.pk]
    monkeypatch.setattr(timezone, "now", lambda: when - timedelta(seconds=1))
    # A report waits for its document from its first moment on, and has no other.
    assert find() == ([one.pk] if name == "draw_up_left_behind" else [])


def test_the_look_names_the_earliest(monkeypatch):
    now = timezone.now()
    for hours in (3, 1, 2):
        row(EmailDelivery, next_attempt_at=now + timedelta(hours=hours))
    assert look("deliver_outbox") == now + timedelta(hours=1)
