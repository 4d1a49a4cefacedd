"""The page of the inbox: what its buttons refuse, and that reading a page changes nothing."""

import pytest
from bs4 import BeautifulSoup

from features.drivers.factories import UserFactory
from users.models import Notification
from users.notifications import Notice, notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(client):
    user = UserFactory(role="bdm")
    client.force_login(user)
    client.user = user
    return client


def told(user, url="/applications/HL-OMAR/") -> Notification:
    notify([Notice(recipient=user, event="application_status", message="News", dedupe_key="n", url=url)])
    return Notification.objects.get(user=user)


def read_at(notification):
    notification.refresh_from_db()
    return notification.read_at


@pytest.mark.parametrize("act", ["open", "read", "unread"])
def test_other_peoples_notifications_look_absent(ben, act):
    others = told(UserFactory(role="bdm"))
    assert ben.post(f"/inbox/{others.pk}/{act}/").status_code == 404
    assert read_at(others) is None


def test_opening_marks_as_read_and_goes_to_what_it_is_about(ben):
    news = told(ben.user)
    assert ben.get(f"/inbox/{news.pk}/open/").status_code == 405
    assert read_at(news) is None
    assert ben.post(f"/inbox/{news.pk}/open/").url == "/applications/HL-OMAR/"
    assert read_at(news) is not None


def test_a_notification_without_a_page_leads_back_to_the_inbox(ben):
    assert ben.post(f"/inbox/{told(ben.user, url='').pk}/open/").url == "/inbox/"


@pytest.mark.parametrize("message", ["HL-OMAR has news", "News"])
def test_a_line_says_once_which_application_it_is_about(ben, message):
    about = {"subject_ref": "HL-OMAR", "dedupe_key": "n"}
    notify([Notice(recipient=ben.user, event="application_status", message=message, **about)])
    line = BeautifulSoup(ben.get("/inbox/").content, "html.parser").find("ul", class_="inbox").li
    assert line.get_text().count("HL-OMAR") == 1


def test_marking_keeps_the_filter(ben):
    news = told(ben.user)
    assert ben.post(f"/inbox/{news.pk}/read/?show=unread&page=2").url == "/inbox/?show=unread&page=2"


def test_undo_belongs_to_the_session(ben):
    news = told(ben.user)
    assert "Undo" not in ben.get("/inbox/").text
    assert "1 notification marked as read." in ben.post("/inbox/read/", follow=True).text
    other = type(ben)()
    other.force_login(ben.user)
    other.post("/inbox/read/undo/")
    assert read_at(news) is not None
    assert "1 notification unread again." in ben.post("/inbox/read/undo/", follow=True).text
    assert read_at(news) is None
    assert "Undo" not in ben.get("/inbox/").text
    assert ben.post("/inbox/read/undo/").status_code == 302


def test_live_list_is_a_part_with_the_same_filter(ben):
    told(ben.user)
    part = ben.get("/inbox/?kind=report_ready", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "News" not in part
    assert 'hx-get="/inbox/?kind=report_ready"' in part


def test_wrong_filter_is_ignored(ben):
    told(ben.user)
    assert "News" in ben.get("/inbox/?kind=rain&show=x").text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_is_loaded_as_a_whole_after_the_login_has_ended(client, method):
    address = {"get": "/inbox/", "post": "/inbox/1/read/"}[method]
    answer = getattr(client, method)(address, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"], answer.text) == (200, "true", "")


def test_marking_nothing_as_read_offers_no_undo(ben):
    page = ben.post("/inbox/read/", follow=True).text
    assert "marked as read" not in page
    assert "Undo" not in page
