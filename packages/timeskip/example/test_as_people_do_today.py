"""The same behaviour, tested as people do today. Comments say what each test leaves unproved."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from celery.exceptions import Retry
from channels.testing import WebsocketCommunicator
from chat.asgi import application
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, TestCase, TransactionTestCase
from room.models import Message
from room.tasks import push, remind, send_digests

try:
    import time_machine

    def at(moment: datetime) -> time_machine.travel:
        return time_machine.travel(moment, tick=False)
except ImportError:
    from freezegun import freeze_time

    def at(moment: datetime):
        return freeze_time(moment)


def headers_of(client: Client) -> list[tuple[bytes, bytes]]:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return [(b"cookie", cookies.encode())]


class SocketTest(TransactionTestCase):
    """A consumer in another thread sees committed rows only: a real commit, and a flush after each test."""

    def test_a_message_reaches_everybody_in_the_room(self) -> None:
        ann = User.objects.create_user("ann", "ann@example.com")
        bob = User.objects.create_user("bob", "bob@example.com")
        ann_client, bob_client = Client(), Client()
        ann_client.force_login(ann)
        bob_client.force_login(bob)

        async def scenario() -> dict:
            communicator = WebsocketCommunicator(application, "/ws/room/", headers=headers_of(bob_client))
            connected, _ = await communicator.connect()
            assert connected
            # The worker is left out: the task is called by name, whatever its queue, options or serializer.
            with mock.patch.object(push, "delay") as delay:
                await sync_to_async(ann_client.post)("/messages/", {"text": "hello"})
            delay.assert_called_once()
            await sync_to_async(push)(*delay.call_args.args)
            frame = await communicator.receive_json_from()
            # That there is no second frame takes a real wait.
            assert await communicator.receive_nothing(timeout=0.1)
            await communicator.disconnect()
            return frame

        assert async_to_sync(scenario)() == {"text": "hello", "author": "ann"}

    def test_a_stranger_stays_outside(self) -> None:
        async def scenario() -> bool:
            connected, _ = await WebsocketCommunicator(application, "/ws/room/").connect()
            return connected

        assert not async_to_sync(scenario)()


class ReminderTest(TestCase):
    def setUp(self) -> None:
        self.ann = User.objects.create_user("ann", "ann@example.com")
        self.client.force_login(self.ann)

    def test_a_reminder_comes_when_it_is_due(self) -> None:
        # That Celery keeps to the eta, and that the arguments survive the broker, is taken on trust.
        with mock.patch.object(remind, "apply_async") as apply_async:
            self.client.post("/reminders/", {"text": "tea", "at": "2025-03-05T15:00+11:00"})
        apply_async.assert_called_once_with((self.ann.pk, "tea"), eta=datetime.fromisoformat("2025-03-05T15:00+11:00"))
        remind(self.ann.pk, "tea")
        assert [message.subject for message in mail.outbox] == ["Reminder: tea"]

    def test_a_reminder_waits_for_the_mail_server(self) -> None:
        # That a retry runs at all, when, and with what, is taken on trust.
        with (
            mock.patch("room.tasks.send_mail", side_effect=ConnectionRefusedError),
            mock.patch.object(remind, "retry", side_effect=Retry) as retry,
            pytest.raises(Retry),
        ):
            remind(self.ann.pk, "tea")
        assert retry.call_args.kwargs["countdown"] == 60


class DigestTest(TestCase):
    def test_the_digest_comes_in_the_morning_after_a_day_with_messages(self) -> None:
        ann = User.objects.create_user("ann", "ann@example.com")
        User.objects.create_user("bob", "bob@example.com")
        with at(datetime(2025, 3, 2, 22, 0, tzinfo=UTC)):
            Message.objects.create(author=ann, text="hello")
        # That beat calls it at 07:00, Sydney's 07:00, and no other time, is taken on trust.
        with at(datetime(2025, 3, 3, 20, 0, tzinfo=UTC)):
            send_digests()
        assert [message.subject for message in mail.outbox if "bob@example.com" in message.to] == [
            "Yesterday in the room: 1"
        ]
