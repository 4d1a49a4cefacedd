"""The example as stories."""

import pytest
from django.contrib.auth.models import User
from django.utils.timezone import localtime


@pytest.fixture
def ann(story) -> User:
    return User.objects.create_user("ann", "ann@example.com")


@pytest.fixture
def bob(story) -> User:
    return User.objects.create_user("bob", "bob@example.com")


def test_a_message_reaches_everybody_in_the_room(story, ann, bob):
    socket = story.sockets.connect(bob, "/ws/room/")
    story.client(ann).post("/messages/", {"text": "hello"})
    assert socket.received() == [{"text": "hello", "author": "ann"}]


def test_a_stranger_stays_outside(story):
    assert not story.sockets.connect(None, "/ws/room/").is_open


def test_a_reminder_comes_when_it_is_due(story, ann):
    story.client(ann).post("/reminders/", {"text": "tea", "at": "2025-03-05T15:00+11:00"})
    story.advance_to("2025-03-05T14:59")
    assert story.mail.to("ann@example.com") == []
    story.advance(minutes=1)
    assert [email.subject for email in story.mail.to("ann@example.com")] == ["Reminder: tea"]


def test_a_reminder_waits_for_the_mail_server(story, ann):
    story.client(ann).post("/reminders/", {"text": "tea", "at": "2025-03-05T15:00+11:00"})
    story.mail.is_up = False
    story.advance_to("2025-03-05T15:01")
    story.mail.is_up = True
    assert story.mail.to("ann@example.com") == []
    story.advance(minutes=1)
    assert [email.subject for email in story.mail.to("ann@example.com")] == ["Reminder: tea"]


def test_the_digest_comes_every_morning_after_a_day_with_messages(story, ann, bob):
    story.client(ann).post("/messages/", {"text": "hello"})
    story.advance(days=7)
    digests = story.mail.to("bob@example.com")
    assert [(email.subject, f"{localtime(email.at):%a %H:%M}") for email in digests] == [
        ("Yesterday in the room: 1", "Tue 07:00")
    ]
