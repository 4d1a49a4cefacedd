"""What a story cannot do raises a sentence that says what to use instead."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from celery import _state, current_app
from project.notes import tasks as t

from timeskip import NotSimulated, Story


def test_a_story_inside_async_def(db: None, clock: str) -> None:
    async def test() -> None:
        with Story(clock=clock):
            pass

    with pytest.raises(NotSimulated, match=r"Write a plain `def`, .* story.run\(coroutine\)"):
        asyncio.run(test())


def test_a_step_inside_async_def(story: Story) -> None:
    async def test() -> None:
        story.settle()

    with pytest.raises(NotSimulated, match="cannot be used inside an `async def`"):
        asyncio.run(test())


def test_remote_control(story: Story) -> None:
    for ask in (
        lambda: current_app.control.ping(),
        lambda: current_app.control.rate_limit("x", "1/m"),
        lambda: current_app.control.inspect().active(),
    ):
        with pytest.raises(NotSimulated, match="no worker processes"):
            ask()


def test_reading_and_purging_queues(story: Story) -> None:
    with pytest.raises(NotSimulated, match=r"Look at story.tasks.waiting"):
        current_app.control.purge()


def test_an_app_keeps_nothing_of_the_storys_broker(db: None, clock: str) -> None:
    with Story(clock=clock), pytest.raises(NotSimulated):
        current_app.control.purge()
    transports = {
        current_app.pool.connection.transport_cls,
        current_app.producer_pool.connections.connection.transport_cls,
    }
    assert transports == {"redis"}


def publish_by_producer() -> None:
    with current_app.producer_or_acquire() as producer:
        producer.publish({"a": 1}, routing_key="elsewhere")


def publish_by_pool() -> None:
    with current_app.producer_pool.acquire() as producer:
        producer.publish({"a": 1}, routing_key="elsewhere")


def publish_by_connection() -> None:
    with current_app.connection_for_write() as connection:
        connection.Producer().publish({"a": 1}, routing_key="elsewhere")


def publish_by_connection_of_the_pool() -> None:
    with current_app.pool.acquire() as connection:
        connection.Producer().publish({"a": 1}, routing_key="elsewhere")


def put_into_a_simple_queue() -> None:
    with current_app.connection_for_write() as connection, connection.SimpleQueue("elsewhere") as queue:
        queue.put({"a": 1})


def send_an_event() -> None:
    with current_app.events.default_dispatcher() as dispatcher:
        dispatcher.send("task-custom")


@pytest.mark.parametrize(
    "publish",
    [
        publish_by_producer,
        publish_by_pool,
        publish_by_connection,
        publish_by_connection_of_the_pool,
        put_into_a_simple_queue,
        send_an_event,
    ],
)
def test_messages_that_are_no_tasks(story: Story, publish: Callable[[], None]) -> None:
    with pytest.raises(NotSimulated, match="something else"):
        publish()
    # Whoever closes a connection has not closed the story's.
    t.note.delay("x")
    story.settle()
    assert [run.state for run in story.tasks.runs("note")] == ["SUCCESS"]


@pytest.fixture
def hurried_task() -> Iterator[None]:
    t.note.soft_time_limit = 1e-9
    yield
    t.note.soft_time_limit = None


def test_a_time_limit_that_would_have_struck(story: Story, hurried_task: None) -> None:
    t.note.delay("x")
    with pytest.raises(NotSimulated, match="real prefork worker"):
        story.settle()


def test_no_asgi_application(story: Story, settings: pytest.FixtureRequest) -> None:
    settings.ASGI_APPLICATION = None
    with pytest.raises(NotSimulated, match="has no ASGI application"):
        story.sockets.connect(None, "/ws/async/")


def test_an_app_that_nobody_has_imported(db: None, clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_state._tls, "current_app", None)
    monkeypatch.setattr(_state, "default_app", None)
    with pytest.raises(NotSimulated, match=r"No Celery app has been imported.*Story\(celery_app=app\)"):
        Story(clock=clock)
    with Story(clock=clock, celery_app=current_app._get_current_object()) as story:
        story.advance(days=1)
