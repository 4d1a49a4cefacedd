"""Two writers of one digest, and digests for many people."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from freezegun import freeze_time

from features.drivers import factories
from users.digests import digests_send, people_awaiting
from users.models import Digest, EmailDelivery, Notification
from users.notifications import Email, Notice, notify
from users.outbox import send_email
from users.preferences import Event, Rhythm
from users.tasks import PEOPLE_A_TASK, send_daily_digests, write_digests

pytestmark = pytest.mark.django_db


def tell(user, *keys: str, event: Event = Event.APPLICATION_STATUS) -> None:
    email = Email(subject="News", template="application_status")
    notify(
        Notice(recipient=user, event=event, message=f"News {key}", dedupe_key=key, email=email)
        for key in keys
    )


@pytest.fixture
def bella():
    return factories.UserFactory(name="Bella", role="broker", rhythm="daily")


def covered() -> dict[str, list[str]]:
    """The messages of each e-mail that was written, by its key."""
    return {
        email.dedupe_key: [
            line["message"] for chapter in email.context["chapters"] for line in chapter["lines"]
        ]
        for email in EmailDelivery.objects.all()
    }


def meanwhile(table: str, act):
    """An execute wrapper that acts once, just before a claim is written to a table."""
    done = Counter()

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(
            (f'INSERT INTO "{table}"', f'INSERT OR IGNORE INTO "{table}"', f'UPDATE "{table}"')
        ):
            done["acted"] += 1
            if done["acted"] == 1:
                act()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.mark.parametrize("table", ["users_digest", "users_notification"])
def test_two_writers_write_one_digest(bella, table):
    tell(bella, "one", "two")
    with meanwhile(table, lambda: digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY)):
        digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY)
    assert list(covered().values()) == [["News one", "News two"]]


def test_second_writer_leaves_new_notifications_to_the_next_digest(bella):
    with freeze_time("2025-03-12T06:30:00Z"):
        tell(bella, "one")
        assert digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY) == {"sent": 1, "covered": 1}
        tell(bella, "two")
        assert digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY) == {"sent": 0, "covered": 0}
    with freeze_time("2025-03-13T06:30:00Z"):
        assert digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY) == {"sent": 1, "covered": 1}
    assert sorted(covered().values()) == [["News one"], ["News two"]]


def test_crashed_writer_changes_nothing(bella, monkeypatch):
    tell(bella, "one")
    monkeypatch.setattr("users.digests.send_email", lambda emails: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY)
    assert not Digest.objects.exists()
    monkeypatch.setattr("users.digests.send_email", send_email)
    digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY)
    assert list(covered().values()) == [["News one"]]


def test_digest_covers_its_own_user_and_names_its_day(bella):
    other = factories.UserFactory(name="Cora", role="broker", rhythm="daily")
    with freeze_time("2025-03-12T06:30:00Z"):
        tell(bella, "one")
        tell(other, "two", "three")
        assert send_daily_digests() == {"due": 2, "sent": 2, "covered": 3}
    assert (
        Notification.objects.exclude(digest__user=bella).values_list("user", flat=True).distinct().get()
        == other.pk
    )
    assert set(Digest.objects.values_list("day", flat=True)) == {date(2025, 3, 12)}


def test_digest_groups_by_event_in_order(bella):
    tell(bella, "note", event=Event.NOTE_REMINDER)
    tell(bella, "one", "two")
    digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY)
    chapters = EmailDelivery.objects.get().context["chapters"]
    assert [(chapter["title"], len(chapter["lines"])) for chapter in chapters] == [
        ("Application status", 2),
        ("Note reminder", 1),
    ]
    assert list(covered().values()) == [["News one", "News two", "News note"]]


def test_digests_are_written_in_batches(monkeypatch):
    people = factories.UserFactory.create_batch(PEOPLE_A_TASK + 1, role="broker", rhythm="daily")
    for person in people:
        tell(person, "one")
    shares = []
    monkeypatch.setattr(write_digests, "delay", lambda *args, **more: shares.append((args, more)))
    done = send_daily_digests()
    assert done == {"due": PEOPLE_A_TASK + 1, "sent": PEOPLE_A_TASK, "covered": PEOPLE_A_TASK}
    ((args, more),) = shares
    assert people_awaiting(Rhythm.DAILY) == [people[-1].pk]
    assert write_digests(*args, **more) == {"sent": 1, "covered": 1}


@pytest.mark.parametrize("count", [1, 20])
def test_same_number_of_queries_for_many_digests(django_assert_num_queries, count):
    people = factories.UserFactory.create_batch(count, role="bdm", rhythm="weekly")
    for person in people:
        tell(person, "one", "two")
    # The transaction's two ends, people, digests, claim, news, e-mails, which of these are new.
    with django_assert_num_queries(8):
        digests_send(user_ids=[person.pk for person in people], rhythm=Rhythm.WEEKLY)


def test_digest_includes_old_notifications(bella):
    with freeze_time(timezone.now() - timedelta(days=400)):
        tell(bella, "one")
    assert people_awaiting(Rhythm.DAILY) == [bella.pk]
