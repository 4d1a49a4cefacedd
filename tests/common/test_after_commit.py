"""When a task is queued, and what happens when the broker is down."""

import logging

import pytest
from django.db import transaction

from common.after_commit import ask_after_commit

pytestmark = pytest.mark.django_db(transaction=True)


class Recorded:
    """Stands in for a task: it knows what it was queued with."""

    name = "office.tasks.note"

    def __init__(self) -> None:
        self.queued: list[tuple] = []

    def delay(self, *args) -> None:
        self.queued.append(args)


class Unreachable(Recorded):
    def delay(self, *args) -> None:
        raise ConnectionError("no broker")


def test_a_task_is_queued_once_its_transaction_commits():
    task = Recorded()
    with transaction.atomic():
        ask_after_commit(task, 7, "today")
        assert task.queued == []
    assert task.queued == [(7, "today")]


def test_a_task_is_queued_at_once_outside_a_transaction():
    task = Recorded()
    ask_after_commit(task, 7)
    assert task.queued == [(7,)]


def test_a_rollback_queues_nothing():
    task = Recorded()
    with transaction.atomic():
        ask_after_commit(task, 7)
        transaction.set_rollback(True)
    assert task.queued == []


def test_without_a_broker_the_caller_hears_of_it():
    with pytest.raises(ConnectionError), transaction.atomic():
        ask_after_commit(Unreachable(), 7)


@pytest.mark.parametrize("is_atomic", [True, False])
def test_a_robust_request_is_logged_under_the_name_of_its_task(is_atomic, caplog):
    with caplog.at_level(logging.ERROR, "django.db.backends.base"):
        if is_atomic:
            with transaction.atomic():
                ask_after_commit(Unreachable(), 7, robust=True)
        else:
            ask_after_commit(Unreachable(), 7, robust=True)
    (record,) = caplog.records
    assert "office.tasks.note.delay" in record.getMessage()
    assert "no broker" in str(record.exc_info[1])
