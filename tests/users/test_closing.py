"""Which changes close sockets."""

import asyncio

import pytest
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from features.drivers import factories
from users import live
from users.consumers import NotificationConsumer
from users.models import User


@pytest.fixture
def closed(monkeypatch) -> list:
    """Whose sockets were to be closed."""
    calls = []
    monkeypatch.setattr(live, "close_sockets_on_commit", lambda *args: calls.append(args))
    return calls


@pytest.mark.django_db
def test_logging_out_closes_the_sessions_sockets(client, closed):
    user = factories.UserFactory()
    client.force_login(user)
    session_key = client.session.session_key
    client.logout()
    assert closed == [(user.pk, session_key)]


@pytest.mark.django_db
def test_clearing_expired_sessions_closes_their_sockets_alone(client, closed):
    user = factories.UserFactory()
    client.force_login(user)
    expired = client.session.session_key
    Client().force_login(user)
    Session.objects.filter(pk=expired).update(expire_date=timezone.now())
    call_command("clearsessions")
    assert closed == [(user.pk, expired)]


@pytest.mark.django_db
def test_anonymous_session_has_no_sockets(client, closed):
    session = client.session
    session["seen"] = True
    session.save()
    session.flush()
    assert closed == []


@pytest.mark.django_db
def test_deleting_a_user_closes_their_sockets(closed):
    user = factories.UserFactory()
    pk = user.pk
    user.delete()
    assert closed == [(pk,)]


@pytest.mark.django_db
def test_sockets_are_closed_once_the_deletion_is_committed(django_capture_on_commit_callbacks, monkeypatch):
    user, sent = factories.UserFactory(), []
    monkeypatch.setattr(live, "_send", sent.extend)
    with django_capture_on_commit_callbacks() as callbacks:
        live.close_sockets_on_commit(user.pk, "key")
    assert sent == []
    for callback in callbacks:
        callback()
    assert sent == [(user.pk, {"type": "session.ended", "session": live.session_ref("key")})]


@pytest.mark.parametrize("user", [None, AnonymousUser(), User(pk=1, role="admin", is_active=False)])
def test_a_socket_without_a_login_is_accepted_and_closed(user):
    # It has joined no group: the channel layer would refuse to discard it from one without a name.
    async def conversation():
        socket = WebsocketCommunicator(NotificationConsumer.as_asgi(), "/ws/notifications/")
        socket.scope["user"] = user
        accepted, _ = await socket.connect()
        return accepted, await socket.receive_output()

    assert asyncio.run(conversation()) == (
        True,
        {"type": "websocket.close", "code": 4401, "reason": "You are not logged in."},
    )
