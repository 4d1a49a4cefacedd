"""Numbers of notifications, and the counts that are pushed with them."""

import json

import pytest

from features.drivers.factories import UserFactory
from users import inbox, live
from users.models import Inbox, Notification, User
from users.notifications import Notice, notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def omar() -> User:
    return UserFactory(role="borrower")


@pytest.fixture
def bella() -> User:
    return UserFactory(role="broker")


def tell(*words: tuple[User, str]) -> dict[str, int]:
    """Notify people in one call."""
    return notify(
        Notice(recipient=user, event="application_status", message=word, dedupe_key=word)
        for user, word in words
    )


def numbers_and_counts(message: dict) -> list[tuple[int, int]]:
    """The sequence and the unread count in each frame of a push."""
    frames = [json.loads(text) for text in message["frames"]]
    assert {frame["type"] for frame in frames} == {"notification"}
    return [(frame["notification"]["sequence"], frame["unread_count"]) for frame in frames]


def sequences(user: User) -> list[int]:
    return sorted(Notification.objects.filter(user=user).values_list("sequence", flat=True))


def test_numbers_have_no_gaps_although_people_are_told_different_numbers(omar, bella):
    tell((omar, "1"), (bella, "1"), (omar, "2"), (omar, "3"))
    tell((bella, "2"), (omar, "4"))
    assert (sequences(omar), sequences(bella)) == ([1, 2, 3, 4], [1, 2])
    assert dict(Inbox.objects.values_list("user", "last_sequence")) == {omar.pk: 4, bella.pk: 2}


def test_what_was_told_before_takes_no_number(omar):
    tell((omar, "1"))
    tell((omar, "1"), (omar, "2"), (omar, "2"))
    assert sequences(omar) == [1, 2]


def test_deactivated_person_is_told_nothing_whatever_the_caller_holds(omar, bella):
    User.objects.filter(pk=omar.pk).update(is_active=False)
    assert tell((omar, "1"), (bella, "1"))["told"] == 1
    assert (sequences(omar), sequences(bella)) == ([], [1])


def test_role_is_the_present_one_whatever_the_caller_holds(omar):
    # An admin hears nothing of a signature; a borrower does.
    User.objects.filter(pk=omar.pk).update(role="admin")
    told = notify([Notice(recipient=omar, event="signature_required", message="Sign.", dedupe_key="1")])
    assert told["told"] == 0


def test_one_message_for_each_person_with_their_own_count(
    omar, bella, monkeypatch, django_capture_on_commit_callbacks
):
    tell((omar, "1"), (omar, "2"))
    Notification.objects.filter(user=omar, sequence=1).update(read_at="2025-03-03T09:00Z")
    sent = []
    monkeypatch.setattr(live, "_send", sent.extend)
    with django_capture_on_commit_callbacks(execute=True):
        tell((omar, "3"), (bella, "1"), (omar, "4"))
    assert {user_id: numbers_and_counts(message) for user_id, message in sent} == {
        bella.pk: [(1, 1)],
        omar.pk: [(3, 3), (4, 3)],
    }


def test_count_is_zero_when_everything_is_read(omar, monkeypatch, django_capture_on_commit_callbacks):
    tell((omar, "1"))
    sent = []
    monkeypatch.setattr(live, "_send", sent.extend)
    with django_capture_on_commit_callbacks(execute=True):
        inbox.mark_all_read(user_id=omar.pk)
    count = '{"type": "unread_count", "count": 0}'
    assert sent == [(omar.pk, {"type": "inbox.changed", "frames": [count]})]


def test_many_people_are_sent_to_in_few_messages_and_a_failure_keeps_nothing_from_the_others(
    monkeypatch, caplog
):
    sent = []

    class Layer:
        async def group_send(self, group: str, message: dict) -> None:
            people = [user_id for user_id, _ in message["messages"]]
            if 3 in people:
                raise ConnectionError
            sent.append((group, people))

    monkeypatch.setattr(live, "get_channel_layer", Layer)
    monkeypatch.setattr(live, "PEOPLE_A_MESSAGE", 2)
    live._send((user_id, {}) for user_id in range(1, 6))
    assert sent == [(live.GROUP, [1, 2]), (live.GROUP, [5])]
    assert "Could not push to users [3, 4]" in caplog.text
