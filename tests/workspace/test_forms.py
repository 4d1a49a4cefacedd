"""What a page with one form says and keeps."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from applications.refusals import ApplicationNotFound, MovedMeanwhile, ReminderInThePast
from features.drivers.factories import UserFactory
from workspace.forms import Done, day_field, form_page

pytestmark = pytest.mark.django_db


class Reminder(forms.Form):
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
    assert said == ["This field is required.", "Enter a valid date."]


def test_what_is_absent_is_no_page():
    with pytest.raises(ApplicationNotFound):
        sent(refused(ApplicationNotFound("HL-OMAR")), **ANSWERS)
