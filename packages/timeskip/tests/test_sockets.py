"""WebSockets stay open for the whole story, see its rows, and go by its clock."""

import asyncio
import datetime
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth.models import User
from django.test import AsyncClient
from project.notes import tasks as t
from project.notes.models import Note

from timeskip import CheckFailed, NotSimulated, Story


@pytest.fixture
def user(story: Story) -> User:
    return User.objects.create_user("ann")


@pytest.fixture(params=["/ws/async/", "/ws/sync/"])
def path(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_task_pushes_when_it_is_due(story: Story, user: User, path: str) -> None:
    socket = story.sockets.connect(user, path)
    t.announce.apply_async(("hello",), countdown=60)
    assert socket.received() == []
    story.advance(minutes=1)
    (frame,) = socket.received()
    assert (frame["told"], frame["notes"]) == ("hello", 1)


def test_a_sync_consumer_speaks_to_others(story: Story, user: User) -> None:
    here, there = story.sockets.connect(user, "/ws/sync/"), story.sockets.connect(None, "/ws/sync/")
    here.send({"say": "hi"})
    assert here.received()[0]["user"] == "ann"
    assert there.received()[0]["told"] == "hi"


@pytest.mark.parametrize(
    ("act", "notes"),
    [
        ("orm", 2),
        ("in_the_database_thread", 1),
        ("in_any_thread", 6),
        ("in_an_executor", 6),
        ("in_a_plain_thread", 2),
    ],
)
def test_consumers_see_the_storys_rows_from_any_thread(story: Story, user: User, act: str, notes: int) -> None:
    Note.objects.create(text="before")
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": act})
    assert socket.received() == [{"notes": notes}]
    assert Note.objects.count() == notes


@pytest.mark.parametrize("act", ["in_any_thread", "in_an_executor"])
def test_threads_take_turns_at_the_connection(story: Story, user: User, act: str) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    for _ in range(20):
        socket.send({"act": act})
    assert [frame["notes"] for frame in socket.received()] == [5 * turn for turn in range(1, 21)]


def test_on_commit_in_a_consumer(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": "on_commit"})
    assert socket.received() == [{"told": "after commit", "notes": 2}]


def test_a_consumer_asks_for_a_task(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": "task", "in": 3600})
    assert socket.received() == []
    story.advance(hours=1)
    assert [frame["told"] for frame in socket.received()] == ["from a consumer"]


def test_a_consumers_own_timer_is_virtual(story: Story, user: User) -> None:
    story.beat.stop()
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": "tick", "every": 30})
    assert socket.received() == []
    story.advance(minutes=5)
    assert socket.received() == [{"tick": number} for number in range(1, 11)]
    story.advance(days=1)
    assert len(socket.received()) == 2880


def test_a_consumers_timeout_is_virtual(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": "timeout"})
    assert socket.received() == []
    story.advance(seconds=30)
    assert socket.received() == [{"timed": "out"}]


def test_a_consumer_that_breaks_fails_the_test(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    with pytest.raises(RuntimeError, match="consumer broke"):
        socket.send({"act": "boom"})


def test_a_consumers_error_is_raised_once_and_keeps_nothing_from_the_others(story: Story, user: User) -> None:
    here, there = story.sockets.connect(user, "/ws/async/"), story.sockets.connect(user, "/ws/async/")
    t.announce.delay("hello")
    with pytest.raises(RuntimeError, match="consumer broke"):
        here.send({"act": "boom"})
    assert len(there.received()) == 1
    story.settle()


def test_every_consumer_that_breaks_is_reported(story: Story, user: User) -> None:
    sockets = [story.sockets.connect(user, "/ws/async/") for _ in range(3)]
    async_to_sync(get_channel_layer().group_send)("all", {"type": "boom"})
    with pytest.raises(ExceptionGroup) as error:
        story.settle()
    assert [str(each) for each in error.value.exceptions] == ["consumer broke"] * 3
    assert [(socket.is_open, socket.close_code) for socket in sockets] == [(False, 1006)] * 3
    assert story.timeline().count("is closed with 1006: RuntimeError('consumer broke')") == 1
    with pytest.raises(CheckFailed, match="is closed"):
        sockets[0].send({"act": "tick"})


def test_a_push_that_is_due_at_the_end_fails_the_check(db: None, clock: str) -> None:
    with pytest.raises(CheckFailed, match="A consumer has work that is due"), Story(clock=clock) as story:
        story.sockets.connect(None, "/ws/async/").expect_silence()
        async_to_sync(get_channel_layer().group_send)("all", {"type": "told", "text": "unseen"})


def test_an_application_that_answers_at_once(db: None, clock: str) -> None:
    async def application(scope: dict, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            kind = "accept" if message["type"] == "websocket.connect" else "send"
            await send({"type": f"websocket.{kind}", **({"text": "yes"} if kind == "send" else {})})

    with Story(clock=clock, asgi_application=application) as story:
        socket = story.sockets.connect(None, "/")
        assert socket.is_open
        socket.send("are you there?")
        assert socket.received() == ["yes"]


def test_a_request_and_its_push(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    assert story.client(user).get("/sync").json() == {"notes": 1}
    assert socket.received()[0]["told"] == "view"


@pytest.mark.parametrize("url", ["/sync", "/async"])
def test_the_async_client(story: Story, url: str) -> None:
    Note.objects.create(text="before")
    assert story.run(AsyncClient().get(url)).json() == {"notes": 2}


@pytest.mark.parametrize("url", ["/sync", "/async"])
def test_http_over_asgi(story: Story, url: str) -> None:
    from project.asgi import application

    Note.objects.create(text="before")
    sent: list[dict] = []

    async def ask() -> None:
        messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict:
            return next(messages, None) or await asyncio.Event().wait()

        async def send(message: dict) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "GET", "path": url, "headers": [(b"host", b"testserver")], "query_string": b"",
            "http_version": "1.1", "asgi": {"version": "3.0"},
        }  # fmt: skip
        await application(scope, receive, send)

    story.run(ask())
    assert sent[0]["status"] == 200
    assert b'"notes": 2' in sent[1]["body"]


def test_a_socket_has_the_name_that_a_test_gives_it(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/", name="Ann's telephone")
    socket.send({"act": "leave"})
    assert [entry.caption for entry in story.evidence.of("socket")] == [
        """Ann's telephone sends {"act": "leave"}""",
        "Ann's telephone is closed with 4002 Enough.",
    ]
    assert story.evidence.of("socket")[0].data.socket == "Ann's telephone"


def test_the_client_closes(story: Story, user: User, seen: list) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.close(1001)
    assert (socket.is_open, socket.close_code, socket.has_ended) == (False, 1001, True)
    assert seen == [("disconnected", 1001)]


def test_the_server_closes_and_its_consumer_hears_of_it(story: Story, user: User, seen: list) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": "leave"})
    assert (socket.is_open, socket.close_code, socket.has_ended) == (False, 4002, True)
    assert socket.close_reason == "Enough."
    assert seen == [("disconnected", 4002)]
    t.announce.delay("too late")
    assert socket.received() == []


def test_a_close_before_accept_reaches_the_client_as_1006(story: Story, user: User) -> None:
    assert story.sockets.connect(user, "/ws/door/").is_open
    socket = story.sockets.connect(None, "/ws/door/")
    assert (socket.accepted, socket.is_open, socket.close_code) == (False, False, 1006)
    with pytest.raises(CheckFailed, match="was never accepted"):
        socket.send("hello?")


def test_another_origin_is_refused(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/", origin="https://elsewhere.example")
    assert (socket.is_open, socket.close_code) == (False, 1006)


def test_subprotocols_text_and_bytes(story: Story) -> None:
    socket = story.sockets.connect(None, "/ws/protocols/", subprotocols=["v1", "v2"])
    assert socket.subprotocol == "v2"
    socket.send("not JSON")
    socket.send(b"\x00{}")
    assert socket.received() == ["not JSON", b"\x00{}"]


def test_many_sockets(story: Story, user: User) -> None:
    sockets = [story.sockets.connect(user, "/ws/async/") for _ in range(30)]
    t.announce.delay("x")
    assert all(len(socket.received()) == 1 for socket in sockets)


def test_a_coroutine_on_the_storys_loop(story: Story) -> None:
    async def count() -> int:
        await asyncio.sleep(0)
        return await Note.objects.acount()

    assert story.run(count()) == 0


def test_a_coroutine_that_waits_is_named(story: Story) -> None:
    with pytest.raises(CheckFailed, match=r"Time passes with story\.advance"):
        story.run(asyncio.sleep(5))


def test_the_network_is_refused_even_where_the_consumer_catches_it(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    with pytest.raises(NotSimulated, match="has no network"):
        socket.send({"act": "network"})


def test_a_layer_on_redis_refuses_what_redis_cannot_carry(story: Story) -> None:
    send = async_to_sync(get_channel_layer().group_send)
    with pytest.raises(TypeError, match="channels_redis cannot send"):
        send("all", {"type": "told", "text": datetime.date(2025, 3, 3)})


def test_the_channel_layer_is_down(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    story.sockets.layer_is_up = False
    t.announce.delay("lost")
    story.settle()
    assert isinstance(story.tasks.claim_failure().result, ConnectionError)
    story.sockets.layer_is_up = True
    t.announce.delay("found")
    assert [frame["told"] for frame in socket.received()] == ["found"]


def test_a_socket_stays_in_its_groups(story: Story, user: User) -> None:
    story.beat.stop()
    socket = story.sockets.connect(user, "/ws/async/")
    story.advance(days=3)
    t.announce.delay("still there?")
    assert len(socket.received()) == 1


@pytest.mark.story(expire_groups=True)
def test_groups_expire_as_configured_where_a_story_asks_for_it(story: Story, user: User) -> None:
    story.beat.stop()
    socket = story.sockets.connect(user, "/ws/async/")
    story.advance(hours=25)
    t.announce.delay("still there?")
    assert socket.received() == []


def test_silence_holds_until_the_end(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.expect_silence()
    t.announce.delay("after all")
    story.settle()
    with pytest.raises(CheckFailed, match="expected to receive nothing"):
        story.check()
    socket.received()


def test_the_timeline_shows_frames(story: Story, user: User) -> None:
    socket = story.sockets.connect(user, "/ws/async/")
    socket.send({"act": "orm"})
    assert "ann receives {'notes': 1}" in story.timeline()


def test_modules_that_hold_the_layer_reach_the_story(story: Story, user: User) -> None:
    layer: Any = get_channel_layer()
    before = type(layer).__name__
    assert before == "StoryLayer"
    story.__exit__(None, None, None)
    assert type(layer).__name__ == "RedisChannelLayer"
    story.__enter__()
    assert get_channel_layer() is layer
