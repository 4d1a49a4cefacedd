"""Moves on the pages: what a post without the page before it does, and who finds them."""

import pytest
from bs4 import BeautifulSoup

from applications.stages import Stage
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    DocumentFactory,
    UserFactory,
)
from tests.clients import browser_of

pytestmark = pytest.mark.django_db
ON, DECLINE = "/applications/HL-OMAR/move/", "/applications/HL-OMAR/move/declined/"
REASON = {"seen_at": "inquiry", "reason": "The income does not carry it"}


def stage_of(application) -> str:
    application.refresh_from_db()
    return application.stage


@pytest.mark.parametrize("seen_at", ["", "nowhere", "funded", "declined"])
def test_no_way_on_from_there(admin, application, seen_at):
    assert admin.post(ON, {"from": seen_at, "to": "declined"}).status_code == 404
    assert stage_of(application) == "inquiry"


def test_an_end_takes_two_posts(admin, application):
    first = admin.post(DECLINE, REASON)
    assert "Yes, decline it" in first.text
    assert stage_of(application) == "inquiry"
    admin.post(DECLINE, {**REASON, "confirmed": "yes"})
    assert stage_of(application) == "declined"


@pytest.mark.parametrize(
    ("page", "sent", "stage"),
    [
        (ON, {"from": "inquiry"}, "pre_approval"),
        (DECLINE, {**REASON, "confirmed": "yes"}, "declined"),
    ],
)
def test_the_second_of_two_clicks_is_answered_as_the_first(admin, application, page, sent, stage):
    answers = [admin.post(page, sent) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/applications/HL-OMAR/"] * 2
    said = BeautifulSoup(admin.get("/applications/HL-OMAR/").content, "html.parser").find_all(
        class_="message"
    )
    words = f"HL-OMAR is now at “{Stage(stage).label}”."
    assert [one.get_text(strip=True) for one in said] == [words, words]
    assert stage_of(application) == stage
    assert application.stage_events.count() == 1


@pytest.mark.parametrize("other", [{"reason": "Another reason"}, {"seen_at": "pre_approval"}])
def test_another_decline_than_the_one_made_is_refused(admin, application, other):
    confirmed = {**REASON, "confirmed": "yes"}
    admin.post(DECLINE, confirmed)
    assert "was moved to another stage in the meantime." in admin.post(DECLINE, confirmed | other).text
    assert application.stage_events.count() == 1


def test_the_same_decline_by_somebody_else_is_refused(admin, application):
    confirmed = {**REASON, "confirmed": "yes"}
    admin.post(DECLINE, confirmed)
    answer = browser_of(application.bdm.user).post(DECLINE, confirmed)
    assert "was moved to another stage in the meantime." in answer.text


def test_a_confirmation_without_a_reason_ends_nothing(admin, application):
    page = admin.post(DECLINE, {**REASON, "reason": " ", "confirmed": "yes"})
    assert "needs a reason" in page.text
    assert stage_of(application) == "inquiry"


@pytest.mark.parametrize(("role", "code"), [("broker", 404), ("bdm", 200), ("borrower", 404)])
def test_who_finds_the_page_of_a_decline(application, role, code):
    people = {"broker": application.broker, "bdm": application.bdm, "borrower": application.borrowers.get()}
    assert browser_of(people[role].user).get(DECLINE).status_code == code
    assert browser_of(UserFactory(role=role)).get(DECLINE).status_code == 404


def test_who_cannot_be_reached_is_not_said_to_be_told(admin, application):
    application.borrowers.update(user=None, email="")
    page = admin.get(DECLINE).text
    assert "are told that it is now at “Declined”." in page
    assert "Omar is told" not in page
    assert "Omar is not told: no login, no e-mail address." in page


def test_a_reason_with_a_character_that_nobody_sees_ends_nothing(admin, application):
    page = admin.post(DECLINE, {**REASON, "reason": "No\u202e income", "confirmed": "yes"})
    assert "U+202E" in page.text
    assert stage_of(application) == "inquiry"


@pytest.mark.parametrize(("lacks", "quiet"), [([], None), (["income"], ["quiet"])])
def test_the_next_move_stands_out_once_nothing_comes_before_it(admin, lacks, quiet):
    above_the_limit = ApplicationFactory(
        reference="HL-NORA",
        stage="valuation",
        amount=2_000_000,
        valuation=3_000_000,
        borrowers=[BorrowerFactory()],
        bdm=BDMFactory(approval_limit=1_000_000),
    )
    for kind in {"identification", "income"} - set(lacks):
        DocumentFactory(application=above_the_limit, kind=kind)
    page = BeautifulSoup(admin.get("/applications/HL-NORA/").content, "html.parser")
    button = page.find("button", string="Move to Formal approval")
    assert button.get("class") == quiet
