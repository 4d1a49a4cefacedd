"""Trying e-mails again from the operations page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from features.drivers.factories import UserFactory
from tests.rows import row
from users.models import EmailDelivery

pytestmark = pytest.mark.django_db

ADDRESS = "/operations/emails/retry/"


def failed(**fields) -> EmailDelivery:
    return row(EmailDelivery, state="failed", last_error="TimeoutError: timed out", **fields)


def states() -> list[str]:
    return list(EmailDelivery.objects.order_by("pk").values_list("state", flat=True))


def test_the_selected_are_tried_again(admin):
    emails = [failed() for _ in range(3)]
    page = BeautifulSoup(admin.get("/operations/").content, "html.parser").main
    boxes = page.find_all("input", attrs={"type": "checkbox", "form": "again"})
    assert {box["value"] for box in boxes} == {str(one.pk) for one in emails}
    assert page.find("form", id="again")["action"] == ADDRESS
    said = admin.post(ADDRESS, {"email": [emails[0].pk, emails[2].pk]}, follow=True).text
    assert "2 e-mails are being sent again." in said
    assert states() == ["queued", "failed", "queued"]


def test_all_of_one_kind_are_tried_again(admin):
    failed()
    row(EmailDelivery, state="failed", last_error="ValueError: odd")
    page = admin.get("/operations/").text
    assert "The mail server could not be reached." in page
    assert "TimeoutError" not in page
    said = admin.post(ADDRESS, {"kind": "server"}, follow=True).text
    assert "1 e-mail is being sent again." in said
    assert states() == ["queued", "failed"]
    assert "cannot be sent again" in admin.post(ADDRESS, {"kind": "server"}, follow=True).text


@pytest.mark.parametrize("asked", [{}, {"email": "x"}, {"email": "²"}, {"email": "9" * 40}, {"email": "-1"}])
def test_nothing_that_could_be_tried_again(admin, asked):
    failed()
    assert "No e-mail was selected." in admin.post(ADDRESS, asked, follow=True).text
    assert states() == ["failed"]


def test_a_kind_that_does_not_exist(admin):
    failed()
    assert "cannot be sent again" in admin.post(ADDRESS, {"kind": "rain"}, follow=True).text
    assert states() == ["failed"]


def test_a_bdm_finds_nothing():
    email = failed()
    client = Client()
    client.force_login(UserFactory(role="bdm"))
    assert client.post(ADDRESS, {"email": email.pk}).status_code == 404
    assert states() == ["failed"]


def test_one_that_is_too_late_is_no_longer_sent(admin):
    email = failed(expires_at=timezone.now() - timedelta(days=1))
    page = admin.post(f"/operations/emails/{email.pk}/retry/", follow=True).text
    assert "is no longer sent to" in page
    assert states() == ["expired"]
