"""Numbers of notifications, and the counts that are pushed with them."""

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
    assert [
        (user_id, [one["sequence"] for one in message["notifications"]], message["count"])
        for user_id, message in sorted(sent, key=lambda one: one[1]["count"])
    ] == [(bella.pk, [1], 1), (omar.pk, [3, 4], 3)]


def test_count_is_zero_when_everything_is_read(omar, monkeypatch, django_capture_on_commit_callbacks):
    tell((omar, "1"))
    sent = []
    monkeypatch.setattr(live, "_send", sent.extend)
    with django_capture_on_commit_callbacks(execute=True):
        inbox.mark_all_read(user_id=omar.pk)
    assert sent == [(omar.pk, {"type": "inbox.changed", "notifications": [], "count": 0})]
