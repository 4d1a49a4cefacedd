"""Every frame from a client is answered, and reveals nothing of other people's data."""

import json

import pytest
from django.conf import settings
from hypothesis import given

from crm_backend.asgi import application
from crm_backend.celery import app
from features.drivers.factories import UserFactory
from tests.bad_input.frames import expect_protocol, frames
from users.models import Notification
from users.notifications import Notice, notify

PATH = "/ws/notifications/"


@pytest.fixture
def story_options() -> dict:
    return {"celery_app": app, "asgi_application": application}


@pytest.fixture
def room(story, monkeypatch):
    """Two people with notifications, and the first one's socket, which may send any number of frames."""
    monkeypatch.setattr("users.frames.MOST_FRAMES", 10**9)
    monkeypatch.setattr("users.turns.REST", 0)
    people = [UserFactory(name=name) for name in ("Omar", "Bella")]
    notify(
        Notice(recipient=one, event="application_status", message=f"For {one.name} {n}", dedupe_key=f"{n}")
        for one in people
        for n in range(3)
    )
    socket = story.sockets.connect(people[0], PATH, origin=settings.SITE_URL)
    socket.received()
    return people, socket


def send(socket, frame) -> list[dict]:
    """Send a frame; returns what came back."""
    socket.send(frame)
    return socket.received()


def test_every_frame_is_answered_by_the_protocol(room, caplog):
    people, socket = room

    @given(frames)
    def answered(frame):
        answers = send(socket, frame)
        assert socket.is_open
        expect_protocol(answers)
        if not answers:
            # Nothing changed, so nobody is told: what was ticked off was read before.
            assert json.loads(frame)["type"] in ("mark_read", "mark_all_read")

    answered()
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []
    assert not Notification.objects.filter(user=people[1]).exclude(read_at=None).exists()


def test_other_peoples_notifications_look_absent(room):
    people, socket = room
    others = list(Notification.objects.filter(user=people[1]).values_list("pk", flat=True))
    absent = send(socket, json.dumps({"type": "mark_read", "id": 10**9}))
    for pk in others:
        assert send(socket, json.dumps({"type": "mark_read", "id": pk})) == absent
    assert absent[0]["code"] == "not_found"
