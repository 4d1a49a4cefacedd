"""Which sockets are accepted: origin, path and session of the handshake."""

import asyncio
from datetime import timedelta

import pytest
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.models import Session
from django.utils import timezone

from crm_backend.asgi import application
from features.drivers import factories
from users import handshake
from users.logins import login_of
from users.turns import TooManyWaiting

HOME = "http://localhost:8000"


def closing_of(path: str = "/ws/notifications/", *origins: str, cookie: str = "") -> tuple:
    """Whether the socket was accepted, and the message that came next."""
    headers = [(b"origin", origin.encode("latin1")) for origin in origins]
    headers += [(b"cookie", cookie.encode())] if cookie else []

    async def conversation():
        socket = WebsocketCommunicator(application, path, headers=headers)
        accepted, _ = await socket.connect()
        message = await socket.receive_output()
        return accepted, message["type"], message["code"], message["reason"]

    return asyncio.run(conversation())


@pytest.mark.parametrize(
    "origins",
    [
        (),
        ("",),
        ("null",),
        ("localhost",),
        ("https://evil.example",),
        ("http://[::1",),
        ("http://localhost:99999",),
        ("http://localhost:x",),
        ("http://\xff",),
        (HOME, "https://evil.example"),
        ("https://evil.example", HOME),
    ],
)
def test_other_origin_closes_with_4403(origins):
    assert closing_of("/ws/notifications/", *origins) == (
        True,
        "websocket.close",
        4403,
        "This page belongs to another site.",
    )


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/notifications", "/ws/notifications/1/", "/ws/%00\n"])
def test_unknown_path_closes_with_4404(path):
    assert closing_of(path, HOME) == (
        True,
        "websocket.close",
        4404,
        "There is no live channel at this address.",
    )


@pytest.mark.parametrize("key", ["", "short/", "x" * 41, "\xe9t\xe9", "a b", "a\0b"])
def test_invalid_session_cookie_runs_no_query(key):
    # The test has no database: a query would fail it.
    assert login_of(key) is None
    assert closing_of("/ws/notifications/", HOME, cookie=f"sessionid={key}" if key.isprintable() else "") == (
        True,
        "websocket.close",
        4401,
        "You are not logged in.",
    )


@pytest.fixture
def session(client, db) -> Session:
    """The session of somebody who is logged in."""
    client.force_login(factories.UserFactory())
    return Session.objects.get()


def test_login_of_a_session(session):
    login = login_of(session.session_key)
    assert (login.session_key, login.ends) == (session.session_key, session.expire_date)
    assert str(login.user.pk) == session.get_decoded()["_auth_user_id"]


def test_a_session_that_has_expired_is_no_login(session):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert login_of(session.session_key) is None


def test_a_session_of_a_user_who_was_deactivated_is_no_login(session):
    login = login_of(session.session_key)
    type(login.user).objects.update(is_active=False)
    assert login_of(session.session_key) is None


def test_session_from_before_a_new_password_is_no_login(session):
    user = login_of(session.session_key).user
    user.set_password("another")
    user.save()
    assert login_of(session.session_key) is None
    assert Session.objects.exists()


def test_session_of_a_fallback_secret_key_is_a_login(session, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert login_of(session.session_key)
    settings.SECRET_KEY_FALLBACKS = []
    assert login_of(session.session_key) is None


def test_session_of_a_removed_backend_is_no_login(session, settings):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
    assert login_of(session.session_key) is None


def test_anonymous_session_is_no_login(client, db):
    session = client.session
    session["seen"] = True
    session.save()
    assert login_of(session.session_key) is None


def test_too_many_waiting_closes_with_4429(monkeypatch):
    def full(key):
        raise TooManyWaiting

    monkeypatch.setattr(handshake.turns, "turn", full)
    assert closing_of("/ws/notifications/", HOME, cookie="sessionid=abcdefgh12345678")[1:3] == (
        "websocket.close",
        4429,
    )
