"""Weeks of the whole calendar are the same, whether queries are compiled once or by Django each time."""

from datetime import date
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone

from applications.models import Repayment
from applications.services.payments import payment_record, payment_reverse
from bench.scale import book
from common.compiled import CompiledOnce
from crm_backend.celery import app
from features.invariants.books import TABLES
from features.project import skip_empty_sweeps
from timeskip import Story

LOANS, DAYS, SEED = 12, 10, 1
# Random in any run.
RANDOM = {"message_id"}


def pay_somehow(chance: Random) -> None:
    """Pay what is due today: in full, in part, too much or not at all; some payments bounce."""
    due = Repayment.objects.filter(due_date=timezone.localdate()).select_related("application").order_by("pk")
    for repayment in due:
        share = chance.choice([0, 1, 1, 1, 2, 3])
        if share:
            amount = (repayment.principal + repayment.interest) * share / 2
            today = timezone.localdate()
            payment = payment_record(application=repayment.application, amount=amount, value_date=today)
            if chance.random() < 0.2:
                payment_reverse(payment=payment, value_date=today)


def what_came_of_it() -> dict[str, list]:
    chance = Random(SEED)  # noqa: S311
    with Story(celery_app=app, begins="2025-03-03T09:00", clock="time-machine") as story:
        book.build(LOANS * book.REPAYMENTS_A_LOAN)
        skip_empty_sweeps(story)
        for _ in range(DAYS):
            story.advance(days=1)
            pay_somehow(chance)
        story.settle()
        found = {"delivered": [(one.at, one.to, one.subject, one.text) for one in story.mail.delivered]}
        for table, (model, columns) in TABLES.items():
            compared = [column for column in columns.split() if column not in RANDOM]
            found[table] = list(model.objects.order_by("pk").values_list(*compared))
        return found


@pytest.mark.django_db
def test_weeks_are_the_same(monkeypatch: pytest.MonkeyPatch):
    found = []
    for is_compiled_once in (True, False):
        if not is_compiled_once:
            monkeypatch.setattr(CompiledOnce, "_statement", lambda *args: None)
        with transaction.atomic():
            found.append(what_came_of_it())
            transaction.set_rollback(True)
    compiled_once, each_time = found
    for name, rows in compiled_once.items():
        assert rows == each_time[name], name
    assert len(compiled_once["delivered"]) > 20
    assert {"sent", "expired"} <= {row[3] for row in compiled_once["reminders"]}
    assert compiled_once["payments"][-1][4] > date(2025, 3, 3)
