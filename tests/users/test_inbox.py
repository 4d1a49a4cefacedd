"""Reading, and taking it back."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from features.drivers.factories import UserFactory
from users import inbox
from users.inbox import mark_all_read, mark_all_unread, mark_read, mark_unread
from users.models import EmailDelivery, Notification
from users.notifications import Contact, Email, Notice, notify

pytestmark = pytest.mark.django_db


def told(user, *names: str) -> list[Notification]:
    notify(
        Notice(
            recipient=user,
            event="application_status",
            message=name,
            dedupe_key=name,
            subject_ref=f"HL-{name}",
        )
        for name in names
    )
    return [Notification.objects.get(user=user, message=name) for name in names]


def unread(user) -> set[str]:
    return {one.message for one in inbox.notifications_filtered(user.pk, unread=True)}


@pytest.fixture
def ben():
    return UserFactory(role="bdm")


@pytest.fixture
def clock_stands_still(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_undo_makes_unread_what_was_marked_together_and_nothing_else(ben, clock_stands_still):
    other = UserFactory(role="bdm")
    before, *_ = told(ben, "before", "one", "two")
    told(other, "one")
    mark_read(user_id=ben.pk, notification_id=before.pk)
    mark_all_read(user_id=other.pk)
    marked = mark_all_read(user_id=ben.pk)
    (after,) = told(ben, "after")
    mark_read(user_id=ben.pk, notification_id=after.pk)
    assert marked.count == 2
    assert mark_all_unread(user_id=ben.pk, marked=marked) == 2
    assert (unread(ben), unread(other)) == ({"one", "two"}, set())


def test_undo_leaves_what_was_told_and_read_later(ben, clock_stands_still):
    told(ben, "one")
    marked = mark_all_read(user_id=ben.pk)
    (after,) = told(ben, "after")
    mark_read(user_id=ben.pk, notification_id=after.pk)
    mark_all_unread(user_id=ben.pk, marked=marked)
    assert unread(ben) == {"one"}


def test_undo_twice_changes_nothing_more(ben):
    told(ben, "one")
    marked = mark_all_read(user_id=ben.pk)
    assert [mark_all_unread(user_id=ben.pk, marked=marked) for _ in range(2)] == [1, 0]
    again = mark_all_read(user_id=ben.pk)
    assert mark_all_unread(user_id=ben.pk, marked=marked) == 0
    assert (again.count, unread(ben)) == (1, set())


def test_nothing_unread_leaves_nothing_to_undo(ben):
    assert mark_all_read(user_id=ben.pk) is None


def test_only_own_notifications_become_unread(ben):
    other = UserFactory(role="bdm")
    (mine,), (others,) = told(ben, "one"), told(other, "one")
    for user in (ben, other):
        mark_all_read(user_id=user.pk)
    assert not mark_unread(user_id=ben.pk, notification_ids=[others.pk])
    assert mark_unread(user_id=ben.pk, notification_ids=[mine.pk, others.pk])
    assert mark_unread(user_id=ben.pk, notification_ids=[mine.pk])
    assert (unread(ben), unread(other)) == ({"one"}, set())


def test_filters(ben):
    told(ben, "OMAR", "NORA")
    assert [one.message for one in inbox.notifications_filtered(ben.pk, about="omar")] == ["OMAR"]
    assert not inbox.notifications_filtered(ben.pk, kind="report_ready")
    assert inbox.notifications_filtered(ben.pk, kind="application_status").count() == 2


@pytest.mark.django_db
def test_a_number_that_no_row_has_is_nobodys_notification():
    assert not mark_unread(user_id=UserFactory().pk, notification_ids=[2**63])


class TestEmailedOf:
    @pytest.fixture
    def email(self):
        notice = {
            "event": "application_status",
            "message": "We have your application.",
            "dedupe_key": "status:1:borrower:1",
            "subject_ref": "HL-OMAR",
            "email": Email(subject="A loan", template="notice", context={"reference": "HL-OMAR"}),
        }
        omar = Contact(email="omar@example.com", name="Omar", role="borrower")
        notify([Notice(recipient=omar, **notice)])
        notify([Notice(recipient=UserFactory(role="broker"), **notice)])
        return EmailDelivery.objects.get(notification=None)

    def test_the_lender_reads_them(self, email, ben):
        assert list(inbox.emailed_of("HL-OMAR", reader=ben)) == [email]
        assert list(inbox.emailed_of("HL-NORA", reader=ben)) == []

    @pytest.mark.parametrize("role", ["broker", "borrower"])
    def test_nobody_else_does(self, email, role):
        assert list(inbox.emailed_of("HL-OMAR", reader=UserFactory(role=role))) == []

    def test_earlier_ones_are_found_by_what_they_say(self, email, ben):
        EmailDelivery.objects.update(subject_ref="")
        import_module("users.migrations.0009_emails_about").fill(apps, None)
        assert list(inbox.emailed_of("HL-OMAR", reader=ben)) == [email]
