"""Hardship pauses on the pages of the workspace: what is wrong, and who may not."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from applications.models import Application, HardshipPause
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.clients import anew, browser_of

pytestmark = pytest.mark.django_db
ADD = "/applications/HL-OMAR/pauses/"


def in_days(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


@pytest.fixture
def application() -> Application:
    return ApplicationFactory(reference="HL-OMAR", stage="funded", borrowers=[BorrowerFactory()])


def sent(browser: Client, address: str, **answers) -> BeautifulSoup:
    return BeautifulSoup(browser.post(address, anew(**answers), follow=True).content, "html.parser")


def beside(page: BeautifulSoup, field: str) -> str:
    """What the page says is wrong with one of its fields."""
    return page.find(id=f"id_{field}_error").get_text()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"to_day": in_days(1)}, "to_day", "A hardship pause cannot end before it begins."),
        ({"from_day": "soon"}, "from_day", "Enter a valid date."),
        ({"reason": ""}, "reason", "A hardship pause needs a reason."),
        ({"reason": "A\u202e"}, "reason", "The reason contains the character U+202E, which is not allowed."),
        ({"to_day": in_days(25)}, "from_day", "The loan already has a hardship pause"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(ben, application, wrong, field, words):
    right = {"from_day": in_days(2), "to_day": in_days(20), "reason": "Lost a job"}
    sent(ben, ADD, from_day=in_days(21), to_day=in_days(30), reason="Illness")
    page = sent(ben, ADD, **right | wrong)
    assert words in beside(page, field)
    for name, value in (right | wrong).items():
        assert page.find(attrs={"name": name}).get("value", "") == value
    assert application.hardship_pauses.count() == 1


def test_a_pause_of_a_loan_that_is_not_funded_is_refused(ben, application):
    Application.objects.update(stage="settlement")
    page = sent(ben, ADD, from_day=in_days(2), to_day=in_days(20), reason="Lost a job")
    assert "HL-OMAR is not funded." in page.main.get_text()
    assert "Hardship pauses" not in ben.get("/applications/HL-OMAR/").text


def test_the_audit_trail_has_no_reason(ben, application):
    sent(ben, ADD, from_day="2030-03-15", to_day="2030-04-30", reason="Lost a job")
    pause = application.hardship_pauses.get()
    sent(ben, f"/pauses/{pause.pk}/end/", last_day="2030-04-01")
    sent(ben, f"/pauses/{pause.pk}/remove/")
    assert [one.act for one in application.audit_entries.all()] == [
        "granted a hardship pause from 15 March 2030 to 30 April 2030",
        "ended the hardship pause from 15 March 2030 to 30 April 2030 early, on 1 April 2030",
        "removed the hardship pause from 15 March 2030 to 1 April 2030",
    ]


def test_a_day_outside_the_pause_is_refused_beside_its_field(ben, application):
    sent(ben, ADD, from_day=in_days(0), to_day=in_days(20), reason="Lost a job")
    pause = application.hardship_pauses.get()
    page = sent(ben, f"/pauses/{pause.pk}/end/", last_day=in_days(-1))
    assert "Choose a last day from" in beside(page, "last_day")
    assert "began on" in sent(ben, f"/pauses/{pause.pk}/remove/").main.get_text()
    assert HardshipPause.objects.count() == 1


def test_the_pages_are_nobody_elses(ben, application):
    sent(ben, ADD, from_day=in_days(1), to_day=in_days(20), reason="Lost a job")
    pause = application.hardship_pauses.get()
    others = [UserFactory(role="bdm"), application.broker.user, application.borrowers.get().user]
    for browser in map(browser_of, others):
        for address in (ADD, f"/pauses/{pause.pk}/end/", f"/pauses/{pause.pk}/remove/"):
            assert browser.post(address, {"last_day": in_days(2)}).status_code == 404
    pause.refresh_from_db()
    assert str(pause.to_day) == in_days(20)
