"""Notes on the pages of the workspace: what is wrong, what is kept, and who may not."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from applications.models import Note
from applications.selectors.today import notes_to_do
from features.drivers.factories import UserFactory
from tests.clients import anew, browser_of

pytestmark = pytest.mark.django_db
ADD = "/applications/HL-OMAR/notes/"


def in_days(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


def sent(browser: Client, address: str, **answers) -> BeautifulSoup:
    return BeautifulSoup(browser.post(address, anew(**answers), follow=True).content, "html.parser")


NOTE = {"text": "Call\nthe valuer", "remind_on": "", "visibility": "customer"}


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"remind_on": in_days(-1)}, "remind_on", "is in the past. Choose today or a later day"),
        ({"remind_on": "soon"}, "remind_on", "Enter a valid date."),
        ({"text": "A\u202e"}, "text", "The text contains the character U+202E, which is not allowed."),
        ({"text": ""}, "text", "A note needs a text."),
        ({"assignee": "0"}, "assignee", "The note cannot be assigned to this person."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(ben, wrong, field, words):
    page = sent(ben, ADD, **NOTE | wrong)
    assert words in page.find(id=f"id_{field}_error").get_text()
    typed = NOTE | wrong
    assert page.find("textarea").get_text().lstrip("\r\n") == typed["text"]
    assert page.find(attrs={"name": "remind_on"}).get("value", "") == typed["remind_on"]
    assert page.find(id="id_visibility").find(selected=True)["value"] == "customer"
    assert not Note.objects.exists()


def test_a_note_is_assigned_to_people_who_can_act_on_it(ben, application):
    ada = UserFactory(role="admin", name="Ada")
    UserFactory(role="admin", name="Gone", is_active=False)
    UserFactory(role="bdm", name="Carl")
    page = BeautifulSoup(ben.get("/applications/HL-OMAR/").content, "html.parser")
    offered = [one["value"] for one in page.find(id="id_assignee").find_all("option")]
    people = (ada, application.bdm.user, application.broker.user)
    assert sorted(offered) == sorted(["", *(str(one.pk) for one in people)])
    page = sent(ben, ADD, **NOTE | {"assignee": ada.pk, "remind_on": in_days(0)})
    assert "assigned to Ada" in page.main.get_text()
    note = Note.objects.get()
    assert (note.assignee, str(note.remind_on)) == (ada, in_days(0))


class TestWhatFollows:
    def test_of_a_note_for_somebody_else(self, ben, application):
        bella = application.broker.user
        answers = NOTE | {"assignee": bella.pk, "remind_on": "2030-03-14"}
        said = sent(ben, ADD, **answers).main.get_text()
        assert f"Note added. It is on {bella.name}'s list of notes to do." in said
        assert f"You and {bella.name} will be reminded on 14 March 2030." in said

    def test_of_a_note_for_oneself(self, ben, application):
        answers = NOTE | {"assignee": application.bdm.user.pk, "remind_on": "2030-03-14"}
        said = sent(ben, ADD, **answers).main.get_text()
        assert "Note added. You will be reminded on 14 March 2030." in said

    def test_of_another_day_for_other_people(self, ben, application):
        bella = application.broker.user
        note = Note.objects.create(application=application, author=bella, text="Call him.")
        said = sent(ben, f"/notes/{note.pk}/reminder/", remind_on="2030-03-14").main.get_text()
        assert f"{bella.name} will be reminded on 14 March 2030." in said

    def test_the_form_says_who_is_reminded(self, ben):
        page = BeautifulSoup(ben.get("/applications/HL-OMAR/").content, "html.parser")
        assert "You and the assignee" in page.find(id="id_remind_on_helptext").get_text()


class TestNotesToDo:
    @pytest.fixture
    def note(self, application):
        def written(text, **fields) -> Note:
            author = fields.pop("author", application.bdm.user)
            return Note.objects.create(application=application, author=author, text=text, **fields)

        return written

    def to_do(self, user) -> list[str]:
        return [note.text for note in notes_to_do(user, timezone.localdate())]

    def test_in_the_order_of_their_days(self, note, application):
        today, bella = timezone.localdate(), application.broker.user
        note("No day", assignee=bella)
        note("Tomorrow", assignee=bella, remind_on=today + timedelta(days=1))
        note("Yesterday", assignee=bella, remind_on=today - timedelta(days=1))
        note("Done", assignee=bella, done_at=timezone.now())
        assert self.to_do(bella) == ["Yesterday", "Tomorrow", "No day"]
        assert self.to_do(application.bdm.user) == []

    def test_own_ones_from_their_day_on(self, note, application):
        today = timezone.localdate()
        note("No day")
        note("Tomorrow", remind_on=today + timedelta(days=1))
        note("Today", remind_on=today)
        assert self.to_do(application.bdm.user) == ["Today"]

    def test_each_says_whether_it_is_late_and_leads_to_the_notes(self, ben, note):
        note("Call the valuer", remind_on=timezone.localdate() - timedelta(days=1))
        note("Call him", remind_on=timezone.localdate())
        late, today = BeautifulSoup(ben.get("/").content, "html.parser").find(id="notes").parent("li")
        assert ("Late" in late.get_text(), "Late" in today.get_text()) == (True, False)
        assert late.a["href"] == "/applications/HL-OMAR/#notes"

    def test_one_is_done_where_it_is_listed(self, ben, note):
        written = note("Call the valuer", remind_on=timezone.localdate())
        form = BeautifulSoup(ben.get("/").content, "html.parser").find(id="notes").parent.form
        page = ben.post(
            form["action"], {"listed": form.find("input", {"name": "listed"})["value"]}, follow=True
        )
        assert page.request["PATH_INFO"] == "/"
        assert "Note marked as done: Call the valuer" in page.text
        written.refresh_from_db()
        assert written.done_at


class TestReminder:
    @pytest.fixture
    def note(self, application) -> Note:
        return Note.objects.create(application=application, author=application.bdm.user, text="Call <him>")

    def test_another_day_and_none(self, ben, note, application):
        address = f"/notes/{note.pk}/reminder/"
        assert "Call &lt;him&gt;" in ben.get(address).text
        sent(ben, address, remind_on="2030-03-14")
        note.refresh_from_db()
        assert str(note.remind_on) == "2030-03-14"
        assert "There will be no reminder." in sent(ben, address, remind_on="").main.get_text()
        note.refresh_from_db()
        assert note.remind_on is None
        acts = [one.act for one in application.audit_entries.all()]
        assert [act.split(" the reminder of the note by ")[0] for act in acts] == ["set", "removed"]
        assert acts[0].endswith(" to 14 March 2030")

    def test_a_day_in_the_past_is_refused_beside_its_field(self, ben, note):
        page = sent(ben, f"/notes/{note.pk}/reminder/", remind_on=in_days(-1))
        assert "is in the past" in page.find(id="id_remind_on_error").get_text()

    def test_a_reminder_that_was_sent_may_stay(self, ben, note):
        Note.objects.update(remind_on=in_days(-3))
        assert "You will be" not in sent(ben, f"/notes/{note.pk}/reminder/", remind_on="").main.get_text()

    def test_a_note_that_is_done_keeps_its_moment(self, ben, note, application):
        sent(ben, f"/notes/{note.pk}/done/")
        note.refresh_from_db()
        done_at = note.done_at
        sent(ben, f"/notes/{note.pk}/done/")
        note.refresh_from_db()
        assert note.done_at == done_at
        assert [one.act.split(" of ")[0] for one in application.audit_entries.all()] == [
            f"marked the note by {note.author.name}"
        ]

    def test_nobody_elses(self, note, application):
        for user in (UserFactory(role="bdm"), application.broker.user, application.borrowers.get().user):
            address = f"/notes/{note.pk}/reminder/"
            assert browser_of(user).post(address, {"remind_on": in_days(1)}).status_code == 404
