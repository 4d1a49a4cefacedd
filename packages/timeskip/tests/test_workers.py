"""What can go wrong with workers, one call each."""

from typing import Any

import pytest
from billiard.exceptions import WorkerLostError
from celery import Task
from celery.worker import state as worker_state
from project.notes import tasks as t
from project.notes.models import Name, Note

from timeskip import CheckFailed, NotSimulated, Story
from timeskip.worker_points import is_write


def test_a_worker_dies_at_each_point_and_the_work_is_done_once(story: Story, seen: list) -> None:
    Name.objects.create(name="a")
    story.workers.die_at_each_write("claim")
    t.claim.delay("a")
    story.settle()
    states = [(run.state, run.result) for run in story.tasks.runs("claim")]
    assert states[:4] == [
        ("WORKER DIED", "worker died before write 1; delivered again"),
        ("WORKER DIED", "worker died before write 2; delivered again"),
        ("WORKER DIED", "worker died between commit and on_commit; delivered again"),
        # Its work is done, so the next one writes once and then dies with nothing acknowledged, or gets through.
        ("SUCCESS", "claimed already"),
    ]
    assert Note.objects.filter(text="claimed a").count() == 1
    assert seen == []


def test_a_worker_that_dies_at_the_end_is_run_again(story: Story) -> None:
    story.workers.die_at_each_write("put_back")
    t.put_back.delay(0)
    story.settle()
    assert [run.state for run in story.tasks.runs()] == ["WORKER DIED", "SUCCESS"]
    assert "before it acknowledged the message" in story.tasks.runs()[0].result


def test_a_dead_worker_writes_nothing_more(story: Story) -> None:
    story.workers.die_at_each_write("tidies_up")
    t.tidies_up.delay()
    story.tasks.run_next()
    assert story.tasks.runs()[0].state == "WORKER DIED"
    assert Note.objects.count() == 0
    story.settle()
    assert list(Note.objects.values_list("text", flat=True))[-2:] == ["work", "tidied up"]


def test_without_acks_late_a_dead_workers_task_is_lost(story: Story) -> None:
    story.workers.die_at_each_write()
    t.note.delay("x")
    story.settle()
    assert Note.objects.count() == 0
    with pytest.raises(CheckFailed, match="lost, because acks_late is off"):
        story.check()
    assert story.tasks.claim_failure().state == "WORKER DIED"


def test_with_acks_late_alone_a_dead_workers_task_is_lost(story: Story) -> None:
    story.workers.die_at_each_write()
    result = t.note_late.apply_async(("x",), link_error=t.total.si([1, 2]))
    story.settle()
    assert Note.objects.count() == 0
    with pytest.raises(CheckFailed, match="lost, because reject_on_worker_lost is off"):
        story.check()
    assert story.tasks.claim_failure("note_late").state == "WORKER DIED"
    # As a worker whose process was killed leaves it.
    assert (result.state, type(result.result)) == ("FAILURE", WorkerLostError)
    assert [run.state for run in story.tasks.runs("total")] == ["SUCCESS"]


@pytest.mark.skipif(not hasattr(Task, "retry_on_worker_lost"), reason="This Celery has no retry_on_worker_lost.")
def test_a_dead_workers_task_is_retried(story: Story) -> None:
    story.workers.die_at_each_write()
    t.note_stubbornly.delay("x")
    story.settle()
    (run,) = story.tasks.runs()
    assert run.result == "worker died before write 1; retried, because of retry_on_worker_lost"
    story.advance(seconds=30)
    assert [(run.state, run.retries) for run in story.tasks.runs()] == [("WORKER DIED", 0), ("SUCCESS", 1)]
    assert Note.objects.count() == 1


@pytest.mark.skipif(not hasattr(Task, "retry_on_worker_lost"), reason="This Celery has no retry_on_worker_lost.")
def test_a_dead_workers_task_has_no_retries_left(story: Story) -> None:
    story.workers.die_at_each_write()
    t.note_stubbornly.apply_async(("x",), retries=2)
    story.settle()
    assert story.tasks.claim_failure().result == "worker died before write 1; lost, because it has been retried 2 times"


def test_a_message_is_delivered_twice(story: Story) -> None:
    story.workers.deliver_twice("note")
    t.note.delay("x")
    t.add.delay(1, 2)
    story.settle()
    assert Note.objects.count() == 2
    assert len(story.tasks.runs("add")) == 1


@pytest.mark.parametrize(("task", "claimed"), [("claim", 1), ("claim_carelessly", 2)])
def test_a_second_worker_at_each_claim(story: Story, task: str, claimed: int) -> None:
    Name.objects.create(name="a")
    story.workers.race_at_each_claim(task)
    getattr(t, task).delay("a")
    story.settle()
    assert [run.result for run in story.tasks.runs(task)].count("claimed") == claimed


def test_statements_are_watched(story: Story) -> None:
    def fail_before_insert(execute: Any, sql: str, *args: Any) -> Any:
        if sql.startswith("INSERT"):
            raise ZeroDivisionError
        return execute(sql, *args)

    t.note.delay("x")
    with story.workers.watched(fail_before_insert):
        story.settle()
    assert isinstance(story.tasks.claim_failure("note").result, ZeroDivisionError)
    Note.objects.create(text="y")


def test_workers_recover(story: Story) -> None:
    story.workers.die_at_each_write()
    story.workers.deliver_twice()
    story.workers.stop()
    story.workers.recover()
    t.note.delay("x")
    story.settle()
    assert Note.objects.count() == 1


def test_a_failure_concerns_what_a_task_asks_for_as_well(story: Story) -> None:
    story.workers.deliver_twice("parent")
    t.parent.delay()
    story.settle()
    assert len(story.tasks.runs("who")) == 4


def test_two_workers_at_once_are_refused(story: Story) -> None:
    with pytest.raises(NotSimulated, match="race_at_each_claim"):
        story.workers.concurrency = 2
    with pytest.raises(NotSimulated, match="nothing is prefetched"):
        story.workers.prefetch = 4


def test_a_worker_dies_once_at_a_point_that_counts_all_tasks(story: Story) -> None:
    story.workers.count_points()
    t.put_back.delay(0)
    t.put_back.delay(0)
    story.settle()
    assert story.workers.points_passed == 2
    assert not story.workers.may_die
    story.workers.die_once(2)
    t.put_back.delay(0)
    t.put_back.delay(0)
    story.settle()
    assert [run.state for run in story.tasks.runs()[2:]] == ["SUCCESS", "WORKER DIED", "SUCCESS"]
    assert story.workers.points_passed == 3


def test_a_worker_that_dies_once_writes_nothing_more(story: Story) -> None:
    story.workers.die_once(1)
    t.tidies_up.delay()
    story.tasks.run_next()
    assert story.tasks.runs()[0].state == "WORKER DIED"
    assert Note.objects.count() == 0
    story.settle()
    assert list(Note.objects.values_list("text", flat=True)) == ["work", "tidied up"]


def test_a_second_worker_is_faster_once(story: Story) -> None:
    Name.objects.create(name="a")
    story.workers.count_points()
    t.claim.delay("a")
    story.settle()
    claims = story.workers.claims_passed
    assert claims >= 1
    assert len(story.tasks.runs("claim")) == 1
    story.workers.race_once(claims)
    Name.objects.create(name="b")
    t.claim.delay("b")
    t.claim.delay("b")
    story.settle()
    # The second message is not contested.
    assert len(story.tasks.runs("claim")) == 4


def test_a_worker_forgets_what_it_did_in_an_earlier_story(db: None, clock: str) -> None:
    with Story(clock=clock) as story:
        t.put_back.apply_async((0,), task_id="the same in each story")
        story.settle()
        assert "the same in each story" in worker_state.successful_requests
    assert "the same in each story" not in worker_state.successful_requests


class Composed:
    """A statement as psycopg composes it."""

    def as_string(self, context: None) -> str:
        return "DELETE FROM notes_note"


@pytest.mark.parametrize("sql", ["INSERT INTO notes_note", "\n  update notes_note set text = ''", Composed()])
def test_a_statement_that_writes(sql: Any) -> None:
    assert is_write(sql)


@pytest.mark.parametrize("sql", ["SELECT 1", 'INSERT INTO "django_celery_results_taskresult"'])
def test_a_statement_that_writes_nothing_of_the_tasks(sql: str) -> None:
    assert not is_write(sql)
