"""Tasks run as a worker runs them, when they are due."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from celery import Celery, chain, chord, current_app, group, signals
from celery.exceptions import ChordError
from celery.exceptions import TimeoutError as CeleryTimeoutError
from celery.result import AsyncResult
from celery.worker import state as worker_state
from django.conf import settings
from django.db import transaction
from kombu.exceptions import EncodeError, OperationalError
from project.notes import tasks as t
from project.notes.models import Note

from timeskip import CheckFailed, NotSimulated, Story


def texts() -> list[str]:
    return list(Note.objects.order_by("pk").values_list("text", flat=True))


def test_nothing_runs_before_the_story_settles(story: Story) -> None:
    result = t.add.delay(1, 2)
    assert result.state == "PENDING"
    assert [task.name for task in story.tasks.waiting] == ["project.notes.tasks.add"]
    story.settle()
    assert (result.state, result.result) == ("SUCCESS", 3)


def test_chain(story: Story) -> None:
    result = chain(t.add.s(1, 2), t.add.s(3), t.add.s(4))()
    story.settle()
    assert (result.get(), result.parent.get()) == (10, 6)


def test_group(story: Story) -> None:
    result = group(t.add.s(i, i) for i in range(4))()
    assert result.get() == [0, 2, 4, 6]
    assert result.successful()


def test_chord(story: Story) -> None:
    assert chord([t.add.s(i, i) for i in range(4)])(t.total.s()).get() == 12


def test_group_in_a_chain_becomes_a_chord(story: Story) -> None:
    assert chain(t.add.s(1, 1), group(t.add.s(1), t.add.s(2)), t.total.s())().get() == 7


def test_chord_with_a_failing_part(story: Story, seen: list) -> None:
    result = chord([t.add.s(1, 1), t.fails.s()], t.total.s()).on_error(t.bound_errback.s()).apply_async()
    story.settle()
    assert story.tasks.claim_failure("fails").name == "project.notes.tasks.fails"
    with pytest.raises((ChordError, RuntimeError)):
        result.get()
    assert "bound errback" in [kind for kind, _ in seen]
    assert not story.tasks.runs("total")


def test_link_and_errbacks_of_both_styles(story: Story, seen: list) -> None:
    t.add.apply_async((1, 2), link=t.add.s(10))
    t.fails.apply_async(link_error=[t.old_errback.s(), t.bound_errback.s()])
    story.settle()
    story.tasks.claim_failure()
    assert [run.result for run in story.tasks.runs("add")] == [3, 13]
    assert [kind for kind, _ in seen] == ["old errback", "bound errback"]


def test_map_starmap_and_chunks(story: Story) -> None:
    assert t.total.map([[1, 2], [3]]).delay().get() == [3, 3]
    assert t.add.starmap([(1, 2), (3, 4)]).delay().get() == [3, 7]
    assert t.add.chunks(zip(range(4), range(4), strict=True), 2)().get() == [[0, 2], [4, 6]]


def test_get_runs_what_is_due_and_no_more(story: Story) -> None:
    assert t.add.delay(1, 2).get() == 3
    late = t.add.apply_async((1, 2), countdown=60)
    with pytest.raises(CeleryTimeoutError):
        late.get(timeout=5)
    with pytest.raises(CheckFailed, match="would never return"):
        late.get()
    story.advance(minutes=1)
    assert late.get() == 3


def test_get_inside_a_task_is_refused_as_in_production(story: Story) -> None:
    t.waits_for_another.delay()
    story.settle()
    assert "Never call result.get() within a task" in str(story.tasks.claim_failure().result)
    assert t.waits_with_leave.delay().get() == 3


def test_apply_stays_eager(story: Story) -> None:
    eager: list[bool] = []

    def look(task: Any, **kwargs: Any) -> None:
        eager.append(task.request.is_eager)

    signals.task_prerun.connect(look)
    try:
        assert t.add.apply((1, 2)).get() == 3
    finally:
        signals.task_prerun.disconnect(look)
    assert eager == [True]
    assert not story.tasks.runs()


def test_delay_on_commit(story: Story) -> None:
    with transaction.atomic():
        t.note.delay_on_commit("x")
        story.settle()
        assert texts() == []
    story.settle()
    assert texts() == ["x"]


def test_send_task_by_name(story: Story) -> None:
    assert current_app.send_task("project.notes.tasks.add", (1, 2)).get() == 3


def test_a_result_found_by_its_id(story: Story) -> None:
    task_id = t.add.delay(1, 2).id
    assert AsyncResult(task_id).state == "PENDING"
    story.settle()
    assert (AsyncResult(task_id).state, AsyncResult(task_id).result) == ("SUCCESS", 3)


@pytest.mark.skipif(settings.CELERY_RESULT_BACKEND == "django-db", reason="a table is cleaned up by a task")
def test_results_expire_on_the_clock(story: Story) -> None:
    result = t.add.delay(1, 2)
    story.settle()
    story.beat.stop()
    story.advance(hours=25)  # result_expires is a day
    assert AsyncResult(result.id).state == "PENDING"


def test_a_retry_waits_its_delay(story: Story, seen: list) -> None:
    result = t.flaky.delay(2)
    story.settle()
    assert (seen, result.state) == ([("try", 0)], "RETRY")
    story.advance(seconds=29)
    assert len(seen) == 1
    story.advance(seconds=1)
    assert len(seen) == 2
    story.advance(seconds=30)
    assert result.get() == 2


def test_retries_run_out(story: Story) -> None:
    t.flaky.delay(9)
    story.advance(minutes=5)
    assert "again" in str(story.tasks.claim_failure().result)
    assert [run.state for run in story.tasks.runs("flaky")] == ["RETRY"] * 3 + ["FAILURE"]


def test_back_off_with_jitter(story: Story) -> None:
    random.seed(3)
    result = t.jittery.delay(3)
    story.advance(hours=1)
    moments = [run.at for run in story.tasks.runs("jittery")]
    assert (result.get(), len(moments)) == (3, 4)
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    assert all(pause <= most for pause, most in zip(pauses, (10, 20, 40), strict=True))
    assert pauses != [10, 20, 40]


def test_eta_with_and_without_a_zone(story: Story) -> None:
    story.starts_at("2025-03-03T09:00")
    t.note.apply_async(("aware",), eta=datetime(2025, 3, 3, 0, 0, tzinfo=UTC))  # 11:00 in Sydney
    t.note.apply_async(("naive",), eta=datetime(2025, 3, 3, 1, 0))  # noqa: DTZ001 Celery takes it for UTC
    story.advance_to("2025-03-03T11:00")
    assert texts() == ["aware"]
    story.advance_to("2025-03-03T12:00")
    assert texts() == ["aware", "naive"]


def test_expiry_counts_from_publication(story: Story) -> None:
    t.note.apply_async(("x",), countdown=120, expires=60)
    story.advance(minutes=5)
    (run,) = story.tasks.runs("note")
    assert (run.state, run.result, texts()) == ("REVOKED", "expired", [])
    assert story.tasks.claim_failure("note") == run
    # Celery notes it among the revoked tasks of the process.
    assert run.id not in worker_state.revoked


def test_a_retry_keeps_the_moment_of_expiry(story: Story, seen: list) -> None:
    t.flaky.apply_async((9,), expires=45)
    story.advance(minutes=5)
    assert [run.state for run in story.tasks.runs("flaky")] == ["RETRY", "RETRY", "REVOKED"]
    assert story.tasks.claim_failure("flaky").result == "expired"


def test_revoke(story: Story) -> None:
    result = t.note.apply_async(("x",), countdown=120)
    result.revoke()
    story.advance(minutes=5)
    assert (result.state, texts()) == ("REVOKED", [])


def test_a_revoked_id_is_forgotten_after_the_story(story: Story) -> None:
    result = t.note.apply_async(("x",), countdown=120)
    result.revoke()
    assert result.id in worker_state.revoked
    story.__exit__(None, None, None)
    assert result.id not in worker_state.revoked
    story.__enter__()


def test_the_request_is_that_of_a_worker(story: Story) -> None:
    result = t.who.apply_async(headers={"x": "y"}, queue="special")
    found = result.get()
    assert found["id"] == found["root"] == result.id
    assert (found["eager"], found["called_directly"]) == (False, False)
    assert (found["x"], found["routing_key"], found["hostname"]) == ("y", "special", "story@timeskip")


def test_a_child_knows_its_parent(story: Story) -> None:
    result = t.parent.delay()
    found = result.get()
    story.settle()
    child = AsyncResult(found["child"]).get()
    assert child["parent"] == child["root"] == found["me"]
    assert [each.id for each in result.children] == [found["child"]]


def test_a_task_that_replaces_itself(story: Story) -> None:
    assert t.replaced.delay(5).get() == 15


def test_a_task_that_is_ignored(story: Story) -> None:
    t.ignored.delay()
    story.settle()
    assert [run.state for run in story.tasks.runs()] == ["IGNORED"]


def test_reject_puts_a_message_back(story: Story, seen: list) -> None:
    result = t.put_back.delay(2)
    story.settle()
    assert seen == [False, True, True]
    assert result.get() == "done"
    assert [run.state for run in story.tasks.runs()] == ["REJECTED", "REJECTED", "SUCCESS"]


def test_a_task_that_is_put_back_for_ever_is_named(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeskip.tasks.MOST_AT_ONE_MOMENT", 50)
    t.put_back.delay(1000)
    with pytest.raises(CheckFailed, match="put_back ran 50 times and no time passed"):
        story.settle()
    story.tasks._queue.clear()


def test_a_base_class_with_handlers_of_its_own(story: Story, seen: list) -> None:
    t.audited.delay("ok")
    story.settle()
    assert seen == ["before_start", "call", "on_success", ("after_return", "SUCCESS")]
    seen.clear()
    t.audited.delay("retry")
    story.advance(seconds=5)
    assert "on_retry" in seen
    assert seen[-1] == ("after_return", "SUCCESS")
    seen.clear()
    t.audited.delay("fail")
    story.settle()
    story.tasks.claim_failure()
    assert "on_failure" in seen


def test_signals_of_publisher_and_worker(story: Story) -> None:
    names = (
        "before_task_publish", "after_task_publish", "task_received", "task_prerun", "task_postrun", "task_success",
    )  # fmt: skip
    sent: list[str] = []
    receivers = {name: partial(lambda name, **kwargs: sent.append(name), name) for name in names}
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver, weak=False)
    try:
        t.add.delay(1, 2)
        story.settle()
    finally:
        for name, receiver in receivers.items():
            getattr(signals, name).disconnect(receiver)
    assert sent == ["before_task_publish", "after_task_publish", *names[2:4], "task_success", "task_postrun"]


def test_what_a_test_patches_on_a_task_is_used(story: Story, seen: list, monkeypatch: pytest.MonkeyPatch) -> None:
    """Celery's tracer holds on to the handlers that it has found once."""
    t.audited.delay("ok").get()
    monkeypatch.setattr(t.Audited, "on_success", lambda *args: seen.append("patched"))
    t.audited.delay("ok").get()
    assert [each for each in seen if each in ("on_success", "patched")] == ["on_success", "patched"]


def test_arguments_have_to_be_serialisable(story: Story) -> None:
    with pytest.raises((EncodeError, TypeError)):
        t.note.delay(object())


def test_arguments_arrive_as_the_serializer_leaves_them(story: Story) -> None:
    t.total.apply_async(((1, 2),), compression="gzip")
    story.settle()
    assert story.tasks.runs("total")[0].args == ([1, 2],)


def test_a_second_app(story: Story) -> None:
    other = Celery("other", set_as_current=False, broker="redis://127.0.0.1:1/9", backend="redis://127.0.0.1:1/9")

    @other.task(name="other.double")
    def double(x: int) -> int:
        return 2 * x

    assert double.delay(4).get() == 8
    assert other.send_task("project.notes.tasks.add", (1, 2)).get() == 3


def test_the_broker_is_down(story: Story) -> None:
    story.tasks.reachable = False
    with pytest.raises(OperationalError):
        t.note.delay("x")
    story.tasks.reachable = True
    t.note.delay("y")
    story.settle()
    assert texts() == ["y"]


def test_what_is_due_at_once_runs_in_the_order_of_publication(story: Story) -> None:
    for text in "abc":
        t.note.delay(text)
    story.settle()
    assert texts() == ["a", "b", "c"]


def test_a_task_that_nobody_has_is_refused_when_it_is_sent(story: Story) -> None:
    with pytest.raises(NotSimulated, match="run_elsewhere"):
        current_app.send_task("billing.tasks.invoice")


def test_a_task_of_another_program_is_kept(story: Story) -> None:
    story.tasks.run_elsewhere.add("billing.*")
    current_app.send_task("billing.tasks.invoice", (7,))
    story.settle()
    assert [task.name for task in story.tasks.sent_elsewhere] == ["billing.tasks.invoice"]


def test_a_rate_limit_spaces_the_runs(story: Story) -> None:
    for number in range(3):
        t.paced.delay(number)
    story.settle()
    assert [run.result for run in story.tasks.runs("paced")] == [0]
    began = story.now
    story.advance(minutes=1)
    runs = story.tasks.runs("paced")
    assert [run.result for run in runs] == [0, 1, 2]
    assert [run.at - began for run in runs] == [timedelta(0), timedelta(seconds=10), timedelta(seconds=20)]


def test_workers_that_are_stopped_let_tasks_wait(story: Story) -> None:
    story.beat.stop()
    story.workers.stop()
    t.note.delay("x")
    story.advance(hours=1)
    assert texts() == []
    story.workers.start()
    story.settle()
    assert texts() == ["x"]
    assert story.tasks.runs("note")[0].at == story.now


def test_tasks_of_one_moment_run_in_another_order(story: Story) -> None:
    story.tasks.shuffle(0)
    for number in range(4):
        t.add.delay(number, 0)
    t.add.apply_async((9, 0), countdown=1)
    story.advance(seconds=1)
    assert [run.result for run in story.tasks.runs()] == [3, 2, 1, 0, 9]
    assert story.tasks.choices == 3


def test_a_seed_repeats_an_order_of_tasks(story: Story) -> None:
    orders = []
    for seed in (7, 7, 8):
        story.tasks.shuffle(seed)
        for number in range(8):
            t.add.delay(number, 0)
        story.settle()
        orders.append([run.result for run in story.tasks.runs()[-8:]])
    assert orders[0] == orders[1] != orders[2]
    assert orders[0] != list(range(8))
