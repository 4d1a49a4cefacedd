"""One open socket: the end of its login, errors, disconnects."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.core.cache import cache
from freezegun import freeze_time

from users import consumers, live, slots, turns
from users.consumers import NotificationConsumer
from users.logins import Login
from users.models import User

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
OMAR = User(pk=7, email="omar@example.com", name="Omar", role="borrower")
HOUR = timedelta(hours=1)
LOGGED_OUT = {"type": "websocket.close", "code": 4401, "reason": "You have been logged out."}
PUSH = {"type": "inbox.changed", "frames": live.frames_of([], 6)}


async def send(*messages: dict) -> None:
    """Send Omar's sockets these messages."""
    sent = {"messages": [(OMAR.pk, message) for message in messages]}
    await get_channel_layer().group_send(live.GROUP, sent)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """No slot is taken, nobody owes a rest, and the count needs no database."""
    cache.clear()
    monkeypatch.setattr(turns, "REST", 0)

    async def count(consumer):
        return 5

    monkeypatch.setattr(NotificationConsumer, "get_unread_count", count)
    with freeze_time(NOW, real_asyncio=True, ignore=["asgiref.testing"]) as clock:
        yield clock
    cache.clear()


@pytest.fixture
def session(monkeypatch) -> dict:
    """What the database knows of the session: `login`, None where it is gone."""
    found = {"login": Login(OMAR, "key", NOW + HOUR)}
    monkeypatch.setattr(consumers, "login_of", lambda key: found["login"])
    return found


class Socket(WebsocketCommunicator):
    """A socket of Omar's, whose consumer the test can reach."""

    def __init__(self, login: Login | None) -> None:
        self.consumer = NotificationConsumer()
        super().__init__(self.consumer, "/ws/notifications/")
        self.scope |= {"user": OMAR, "login": login}

    async def open(self) -> None:
        accepted, _ = await self.connect()
        assert accepted
        assert await self.receive_json_from() == {"type": "unread_count", "count": 5}

    async def ask(self) -> None:
        await self.send_json_to({"type": "get_unread_count"})

    async def push(self) -> None:
        await send(PUSH)


def told(story, session: dict) -> object:
    """Run a story with an open socket; returns what the story returns."""

    async def run():
        socket = Socket(session["login"])
        await socket.open()
        try:
            return await story(socket)
        finally:
            socket.stop(exceptions=False)

    return asyncio.run(run())


@pytest.mark.parametrize("act", [Socket.ask, Socket.push])
def test_expired_session_gets_no_push(session, fresh, act):
    async def story(socket):
        fresh.tick(HOUR)
        session["login"] = None
        await act(socket)
        return await socket.receive_output()

    assert told(story, session) == LOGGED_OUT


def test_login_ended_before_the_socket_opened_gets_nothing(session):
    async def run():
        socket = Socket(session["login"])
        session["login"] = None
        accepted, _ = await socket.connect()
        assert accepted
        try:
            return await socket.receive_output()
        finally:
            socket.stop(exceptions=False)

    assert asyncio.run(run()) == LOGGED_OUT


def test_a_request_after_the_session_has_expired_changes_nothing(session, fresh, monkeypatch):
    done = []
    monkeypatch.setattr(consumers.inbox, "mark_all_read", lambda **what: done.append(what))

    async def story(socket):
        await socket.send_json_to({"type": "mark_all_read"})
        await socket.ask()
        await socket.receive_json_from()
        fresh.tick(HOUR)
        session["login"] = None
        await socket.send_json_to({"type": "mark_all_read"})
        return await socket.receive_output()

    assert told(story, session) == LOGGED_OUT
    assert done == [{"user_id": OMAR.pk}]


@pytest.mark.parametrize("act", [Socket.ask, Socket.push])
def test_session_gets_pushes_until_it_expires(session, fresh, act):
    async def story(socket):
        fresh.tick(HOUR - timedelta(seconds=1))
        session["login"] = None
        await act(socket)
        return (await socket.receive_json_from())["type"]

    assert told(story, session) == "unread_count"


def test_renewed_session_goes_on(session, fresh):
    async def story(socket):
        fresh.tick(HOUR)
        session["login"] = Login(OMAR, "key", NOW + 2 * HOUR)
        await socket.ask()
        answer = await socket.receive_json_from()
        # Known from now on: nobody has to look again.
        session["login"] = None
        await socket.ask()
        return answer, await socket.receive_json_from()

    answer = {"type": "unread_count", "count": 5}
    assert told(story, session) == (answer, answer)


def test_a_renewal_keeps_the_slot_and_closes_a_socket_whose_login_is_gone(session, fresh):
    async def story(socket):
        fresh.tick(240)
        await socket.consumer.renew()
        fresh.tick(240)
        kept = cache.get(socket.consumer.slot)
        session["login"] = None
        await socket.consumer.renew()
        return kept, await socket.receive_output()

    assert told(story, session) == (True, LOGGED_OUT)


def test_renewal_closes_a_socket_whose_session_has_another_user(session):
    async def story(socket):
        session["login"] = Login(User(pk=8), "key", NOW + HOUR)
        await socket.consumer.renew()
        return await socket.receive_output()

    assert told(story, session) == LOGGED_OUT


def test_each_frame_of_a_push_arrives_as_it_was_sent(session):
    async def story(socket):
        await send({"type": "inbox.changed", "frames": ["one", "two"]})
        return [(await socket.receive_output())["text"] for _ in range(2)]

    assert told(story, session) == ["one", "two"]


def test_push_after_the_end_of_the_login_is_not_sent(session):
    async def story(socket):
        await send({"type": "session.ended", "session": None}, PUSH)
        ended = await socket.receive_output()
        await socket.wait()
        return ended, socket.output_queue.qsize()

    assert told(story, session) == (LOGGED_OUT, 0)


def test_closed_socket_is_silent_and_frees_its_slot(session):
    async def story(socket):
        await socket.consumer.session_ended({"session": None})
        message = await socket.receive_output()
        await socket.push()
        await socket.wait()
        return message, socket.output_queue.qsize(), cache.get(socket.consumer.slot)

    assert told(story, session) == (LOGGED_OUT, 0, None)


def test_socket_is_closed_once(session):
    async def story(socket):
        for _ in range(2):
            await socket.consumer.session_ended({"session": None})
        message = await socket.receive_output()
        await socket.wait()
        return message, socket.output_queue.qsize()

    assert told(story, session) == (LOGGED_OUT, 0)


def test_slot_is_freed_however_the_socket_ends(session):
    async def run():
        socket = Socket(session["login"])
        await socket.open()
        assert cache.get(socket.consumer.slot)
        # As a server does that is shut down.
        socket.future.cancel()
        await asyncio.gather(socket.future, return_exceptions=True)
        _, ended = await asyncio.wait(socket.consumer.tasks, timeout=0)
        return cache.get(socket.consumer.slot), ended

    assert asyncio.run(run()) == (None, set())


def test_a_request_that_fails_closes_the_socket_and_is_logged(session, monkeypatch, caplog):
    async def fail(consumer, _):
        raise RuntimeError("the database is down")

    monkeypatch.setattr(NotificationConsumer, "on_get_unread_count", fail)

    async def story(socket):
        await socket.ask()
        return await socket.receive_output()

    assert told(story, session)["code"] == 1011
    assert "A request of user 7 failed" in caplog.text


def test_client_that_disconnects_is_no_error(session, monkeypatch, caplog):
    async def gone(consumer, *args, **kwargs):
        # As uvicorn does.
        raise OSError

    async def story(socket):
        monkeypatch.setattr(NotificationConsumer, "send", gone)
        await socket.ask()
        answering, _ = socket.consumer.tasks
        await asyncio.wait_for(answering, 10)

    told(story, session)
    assert caplog.records == []


def test_flood_is_charged_to_the_session(session, monkeypatch):
    charged = []
    monkeypatch.setattr(consumers.turns, "charge", lambda *args: charged.append(args))

    async def story(socket):
        for _ in range(62):
            await socket.send_to(text_data="hello")
        await socket.wait()

    told(story, session)
    assert charged == [("key", 0.5)]


def test_request_over_the_queue_limit_is_refused(session, monkeypatch):
    monkeypatch.setattr("users.frames.MOST_FRAMES", 1000)

    async def story(socket):
        async with consumers.turns.turn(OMAR.pk):
            # One is taken to be answered, and thirty wait.
            for _ in range(32):
                await socket.ask()
                await asyncio.sleep(0)
            return json.loads((await socket.receive_output())["text"])["code"]

    assert told(story, session) == "too_many_requests"


def test_connect_over_the_queue_limit_is_refused(session, monkeypatch):
    monkeypatch.setattr(turns, "MOST_WAITING", 0)

    async def run():
        socket = Socket(session["login"])
        accepted, _ = await socket.connect()
        return accepted, (await socket.receive_output())["code"]

    assert asyncio.run(run()) == (True, 4429)


def test_request_with_too_many_waiting_is_refused(session, monkeypatch):
    async def story(socket):
        monkeypatch.setattr(turns, "MOST_WAITING", 0)
        await socket.ask()
        return (await socket.receive_json_from())["code"]

    assert told(story, session) == "too_many_requests"


def test_renewal_continues_after_a_failure(session, monkeypatch, caplog):
    monkeypatch.setattr(slots, "RENEWAL", 0)
    tries = []

    async def renew(consumer):
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError("no cache")
        await asyncio.Event().wait()

    monkeypatch.setattr(NotificationConsumer, "renew", renew)

    async def story(socket):
        for _ in range(100):
            await asyncio.sleep(0)

    told(story, session)
    assert len(tries) == 2
    assert "Could not renew the socket of user 7" in caplog.text
