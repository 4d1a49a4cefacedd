"""The end of a story: what the test did not speak of fails it."""

import pytest
from project.notes import tasks as t

from timeskip import CheckFailed, Story


def test_a_task_that_is_due_and_has_not_run(db: None, clock: str) -> None:
    with pytest.raises(CheckFailed, match=r"due and has not run: project.notes.tasks.note"), Story(clock=clock):
        t.note.delay("x")


def test_a_task_may_wait_for_workers_that_the_test_has_stopped(db: None, clock: str) -> None:
    with Story(clock=clock) as story:
        story.workers.stop()
        t.note.delay("x")


def test_a_task_that_is_not_due_may_wait(db: None, clock: str) -> None:
    with Story(clock=clock):
        t.note.apply_async(("x",), countdown=60)


def test_a_failure_that_nobody_claimed(db: None, clock: str) -> None:
    with (
        pytest.raises(CheckFailed, match=r"fails failed: boom \(RuntimeError\)") as error,
        Story(clock=clock) as story,
    ):
        t.fails.delay()
        story.settle()
    assert "What happened until then" in error.value.__notes__[0]


def test_a_task_that_expired_and_was_not_claimed(db: None, clock: str) -> None:
    with pytest.raises(CheckFailed, match="note cancelled: expired"), Story(clock=clock) as story:
        t.note.apply_async(("x",), countdown=120, expires=60)
        story.advance(minutes=5)


def test_a_task_that_the_test_revoked_itself(db: None, clock: str) -> None:
    with Story(clock=clock) as story:
        t.note.apply_async(("x",), countdown=120).revoke()
        story.advance(minutes=5)


def test_a_task_that_rejected_its_message_for_good(db: None, clock: str) -> None:
    with pytest.raises(CheckFailed, match="rejects rejected: no"), Story(clock=clock) as story:
        t.rejects.delay()
        story.settle()


def test_a_failure_that_was_claimed(db: None, clock: str) -> None:
    with Story(clock=clock) as story:
        t.fails.delay()
        story.settle()
        assert str(story.tasks.claim_failure("fails").result) == "boom"
        with pytest.raises(CheckFailed, match="No background task failed"):
            story.tasks.claim_failure()


def test_each_delivery_that_failed_is_claimed(db: None, clock: str) -> None:
    with pytest.raises(CheckFailed, match=r"boom"), Story(clock=clock) as story:
        story.workers.deliver_twice()
        t.fails.delay()
        story.settle()
        story.tasks.claim_failure("fails")


def test_one_claim_is_for_every_delivery_of_a_message_that_failed_alike(db: None, clock: str) -> None:
    with Story(clock=clock) as story:
        story.workers.deliver_twice()
        story.tasks.claim_deliveries_together()
        t.fails.delay()
        t.fails.delay()
        story.settle()
        story.tasks.claim_failure("fails")
        # The other message's.
        assert len(story.tasks.failures) == 2
        story.tasks.claim_failure("fails")


def test_an_error_of_the_test_itself_comes_first(db: None, clock: str) -> None:
    with pytest.raises(ZeroDivisionError), Story(clock=clock):
        t.note.delay("x")
        raise ZeroDivisionError


def test_checks_can_be_left_out(db: None, clock: str) -> None:
    with Story(clock=clock, checks=False):
        t.note.delay("x")
