"""Note reminders: idempotent, skipped if outdated, with a constant number of queries."""

from datetime import date

import pytest

from applications.models import Application, Note
from applications.selectors.note import notes_to_remind_of
from applications.services.note_reminders import note_reminders_send
from features.drivers import factories
from tests.rows import row
from users.models import Notification, User
from users.outbox import send_email

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 17)


def note(**fields) -> Note:
    application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
    people = {"author": application.bdm.user, "assignee": application.broker.user}
    return row(Note, application=application, **{"remind_on": TODAY, **people, **fields})


def remind() -> dict[str, int]:
    return note_reminders_send(note_ids=notes_to_remind_of(TODAY), today=TODAY, send_email=send_email)


def test_second_delivery_of_the_task_sends_nothing():
    ids = [note().pk, note().pk]
    for expected in ({"reminded": 2, "told": 4}, {"reminded": 0, "told": 0}):
        assert note_reminders_send(note_ids=ids, today=TODAY, send_email=send_email) == expected


def test_late_task_skips_finished_and_postponed_notes():
    done, put_off = note(), note()
    ids = notes_to_remind_of(TODAY)
    Note.objects.filter(pk=done.pk).update(done_at="2025-03-17T00:00:00Z")
    Note.objects.filter(pk=put_off.pk).update(remind_on=date(2025, 3, 18))
    assert note_reminders_send(note_ids=ids, today=TODAY, send_email=send_email)["reminded"] == 0


def test_one_reminder_per_person_and_day():
    # The notification's dedupe key remains after reminded_for is cleared.
    note()
    assert remind() == {"reminded": 1, "told": 2}
    Note.objects.update(reminded_for=None)
    assert remind() == {"reminded": 1, "told": 0}


@pytest.mark.parametrize("role", ["borrower", "broker", "bdm"])
def test_bdm_is_reminded_instead_of_a_user_whose_role_changed(role):
    note(author=factories.UserFactory(role="admin"), assignee=None)
    User.objects.filter(notes_written__isnull=False).update(role=role)
    assert remind() == {"reminded": 1, "told": 1}
    assert Notification.objects.get().user == Application.objects.get().bdm.user


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((), {"author", "assignee"}),
        (("author",), {"assignee"}),
        (("assignee",), {"author"}),
        (("author", "assignee"), {"BDM"}),
        (("author", "assignee", "BDM"), {"admin"}),
    ],
    ids=lambda who: " and ".join(sorted(who)),
)
def test_who_is_reminded_when_logins_are_gone(gone, expected):
    people = {
        "author": factories.UserFactory(role="admin"),
        "assignee": factories.UserFactory(role="admin"),
        "admin": factories.UserFactory(role="admin"),
    }
    about = note(author=people["author"], assignee=people["assignee"])
    people["BDM"] = about.application.bdm.user
    User.objects.filter(pk__in=[people[who].pk for who in gone]).update(is_active=False)
    remind()
    told = set(Notification.objects.values_list("user", flat=True))
    assert told == {people[who].pk for who in expected}


def test_admins_are_reminded_if_the_bdm_has_no_login():
    note()
    chief = factories.UserFactory(role="admin")
    Application.objects.update(bdm=factories.BDMFactory(user=None), broker=factories.BrokerFactory())
    remind()
    assert Notification.objects.get().user == chief


@pytest.mark.parametrize("count", [2, 20])
def test_same_number_of_queries_for_many_notes(django_assert_num_queries, count):
    for _ in range(count):
        note()
    ids = notes_to_remind_of(TODAY)
    with django_assert_num_queries(17):
        note_reminders_send(note_ids=ids, today=TODAY, send_email=send_email)
