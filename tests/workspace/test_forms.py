"""What a page with one form says and keeps."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from applications.refusals import ApplicationNotFound, MovedMeanwhile, ReminderInThePast
from features.drivers.factories import UserFactory
from users.models import User
from workspace import urls  # noqa: F401 loads every form
from workspace.form_words import HouseForm, HouseWords
from workspace.forms import Done, day_field, form_page
from workspace.views.password_forms import NewPasswordForm

pytestmark = pytest.mark.django_db


class Reminder(HouseForm):
    text = forms.CharField()
    remind_on = day_field(label="Remind on")


def sent(act, **answers):
    """The response to a filled-in form, and its request."""
    request = RequestFactory().post("/form/", answers)
    request.user = UserFactory(role="bdm")
    request.session, request.htmx = {}, False
    request._messages = FallbackStorage(request)
    page = {"title": "A reminder", "button": "Save", "back_to": "/there/"}
    return form_page(request, Reminder(request.POST), act, **page), request


def refused(refusal):
    def act(answers):
        raise refusal

    return act


ANSWERS = {"text": "Call Omar <again>", "remind_on": "2025-03-14"}


def test_what_was_done_is_said_on_the_next_page():
    answer, request = sent(lambda answers: f"Saved {answers['text']}.", **ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/there/")
    assert [str(one) for one in get_messages(request)] == ["Saved Call Omar <again>."]


def test_what_was_done_may_lead_elsewhere():
    answer, request = sent(lambda answers: Done("Opened HL-OMAR.", "/omar/"), **ANSWERS)
    assert answer.headers["Location"] == "/omar/"
    assert [str(one) for one in get_messages(request)] == ["Opened HL-OMAR."]


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost():
    answer, _ = sent(refused(ReminderInThePast("14 March 2025")), **ANSWERS)
    page = BeautifulSoup(answer.content, "html.parser")
    field = page.find(attrs={"name": "remind_on"})
    assert "14 March 2025 is in the past." in page.find(id=field["aria-describedby"]).get_text()
    assert (field["value"], field["aria-invalid"]) == ("2025-03-14", "true")
    assert page.find(attrs={"name": "text"})["value"] == "Call Omar <again>"


def test_a_refusal_that_names_no_field_stands_above_the_form():
    answer, _ = sent(refused(MovedMeanwhile("HL-OMAR")), **ANSWERS)
    page = BeautifulSoup(answer.content, "html.parser")
    error = page.main.form.find(class_="error")
    assert error.get_text() == "HL-OMAR was moved to another stage in the meantime."


def test_the_form_says_what_is_wrong_with_an_answer():
    answer, _ = sent(refused(AssertionError("was called")), text="", remind_on="soon")
    page = BeautifulSoup(answer.content, "html.parser")
    said = [one.get_text() for one in page.main.form.find_all(class_="error")]
    assert said == ["Fill this in.", "Enter a valid date."]


def test_what_is_absent_is_no_page():
    with pytest.raises(ApplicationNotFound):
        sent(refused(ApplicationNotFound("HL-OMAR")), **ANSWERS)


def all_kinds(kind: type) -> list[type]:
    return [kind, *(one for below in kind.__subclasses__() for one in all_kinds(below))]


def test_every_form_of_the_workspace_says_it_in_the_house_s_words():
    ours = [one for one in all_kinds(forms.BaseForm) if one.__module__.startswith("workspace.")]
    assert len(ours) > 20
    assert [one.__qualname__ for one in ours if not issubclass(one, HouseWords)] == []


class Everything(HouseForm):
    text = forms.CharField(max_length=5)
    own = forms.CharField(error_messages={"required": "The reason is missing."})
    number = forms.IntegerField(min_value=1, max_value=9)
    amount = forms.DecimalField(max_digits=4, decimal_places=2)
    stage = forms.ChoiceField(choices=[("funded", "Funded")])
    person = forms.ModelChoiceField(User.objects.all())
    file = forms.FileField(max_length=5)
    sure = forms.BooleanField()


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("text", "", "Fill this in."),
        ("text", "abcdef", "This is longer than 5 characters."),
        ("text", "a\0", "This contains a character that is not allowed."),
        ("own", "", "The reason is missing."),
        ("number", "", "Fill this in."),
        ("number", "0", "Enter 1 or more."),
        ("number", "10", "Enter 9 or less."),
        ("number", "x", "Enter a whole number."),
        ("amount", "1.234", "Enter at most 2 decimal places."),
        ("amount", "123", "Enter at most 2 digits before the decimal point."),
        ("amount", "12345.00", "Enter at most 4 digits."),
        ("stage", "", "Choose one."),
        ("stage", "zzz", "Choose one of those listed."),
        ("person", "", "Choose one."),
        ("person", "zzz", "Choose one of those listed."),
        ("file", None, "Choose a file."),
        ("file", SimpleUploadedFile("a.csv", b""), "This file is empty."),
        ("file", SimpleUploadedFile("payments.csv", b"x"), "The file's name is longer than 5 characters."),
        ("sure", "", "Tick this."),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_in_the_house_s_words(field, answer, words):
    given = {field: answer}
    assert Everything(given, given).errors[field][0] == words


def test_passwords_that_differ_are_called_so():
    form = NewPasswordForm(UserFactory(), {"new_password1": "harbour-lending-1", "new_password2": "other"})
    assert form.errors["new_password2"] == ["The two passwords are not the same."]
