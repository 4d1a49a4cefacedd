"""What closes sockets, and what has none to close."""

import asyncio

import pytest
from channels.testing import WebsocketCommunicator
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser

from features.support import factories
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
def test_somebody_who_was_not_logged_in_has_none(client, rf, closed):
    request = rf.get("/")
    request.session, request.user = client.session, AnonymousUser()
    logout(request)
    assert closed == []


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
