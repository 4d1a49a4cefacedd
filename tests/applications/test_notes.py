"""Who may finish and postpone a note."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from applications import refusals
from applications.models import Note
from applications.services.notes import note_add, note_finish, note_remind
from features.drivers import factories

pytestmark = pytest.mark.django_db


def people_of(note: Note) -> dict:
    application = note.application
    return {
        "admin": factories.UserFactory(role="admin"),
        "the application's BDM": application.bdm.user,
        "the author": note.author,
        "the assignee": note.assignee,
        "another BDM": factories.BDMFactory().user,
        "another broker": factories.BrokerFactory().user,
        "the broker": application.broker.user,
        "the borrower": application.borrowers.get().user,
    }


def outcome(act) -> str:
    try:
        act()
    except (refusals.NotYourNote, refusals.NotForBorrowers, refusals.NoteNotFound) as refusal:
        return type(refusal).__name__
    return "done"


@pytest.fixture
def note():
    """A customer-visible note of an admin's, which is for the BDM to act on."""
    application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
    author = factories.UserFactory(role="admin")
    return Note.objects.create(
        application=application,
        author=author,
        assignee=application.bdm.user,
        text="Please send a payslip.",
        visibility="customer",
    )


EXPECTED = {
    "admin": "done",
    "the application's BDM": "done",
    "the author": "done",
    "the assignee": "done",
    "another BDM": "NoteNotFound",
    "another broker": "NoteNotFound",
    "the broker": "NotYourNote",
    "the borrower": "NotForBorrowers",
}


@pytest.mark.parametrize("who", EXPECTED)
def test_who_may_finish_and_postpone_a_note(note, who):
    by = people_of(note)[who]
    assert outcome(lambda: note_finish(note=note, by=by)) == EXPECTED[who]
    assert outcome(lambda: note_remind(note=note, by=by, on=date(2035, 3, 14))) == EXPECTED[who]
    note.refresh_from_db()
    assert (note.done_at is not None, note.remind_on is not None) == (EXPECTED[who] == "done",) * 2


@pytest.mark.parametrize("part", ["author", "assignee"])
def test_broker_finishes_own_and_assigned_notes(note, part):
    broker = note.application.broker.user
    setattr(note, part, broker)
    note.save()
    assert outcome(lambda: note_finish(note=note, by=broker)) == "done"


class TestReminderDay:
    @pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
    @pytest.mark.parametrize("act", ["add", "remind"])
    def test_only_a_past_day_is_refused(self, note, act, days, is_refused):
        on = timezone.localdate() + timedelta(days=days)
        Note.objects.exclude(pk=note.pk).delete()
        try:
            if act == "add":
                note_add(application=note.application, author=note.author, text="Call.", remind_on=on)
            else:
                note_remind(note=note, by=note.author, on=on)
        except refusals.ReminderInThePast:
            assert is_refused
        else:
            assert not is_refused
        assert Note.objects.filter(remind_on=on).exists() != is_refused


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_note_without_a_text_is_refused(note, text):
    with pytest.raises(refusals.NoteWithoutText):
        note_add(application=note.application, author=note.author, text=text)
    assert Note.objects.get() == note
