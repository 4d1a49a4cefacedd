"""Changing a password, and resetting a forgotten one."""

import re
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from features.drivers.factories import UserFactory
from tests.users.logging_in.kit import (
    EMAIL,
    NEW,
    PASSWORD,
    ask,
    change,
    choose,
    is_in,
    link_of,
    log_in,
    take,
    use,
)
from users.models import EmailDelivery, User

pytestmark = pytest.mark.django_db


class TestPasswords:
    def test_changing_the_password_ends_other_sessions(self, client, ben):
        other = Client()
        for browser in (client, other):
            browser.force_login(ben)
        token = take().json()["token"]
        page = change(client, PASSWORD, NEW)
        assert "Password changed." in page.text
        assert (is_in(client), is_in(other)) == (True, False)
        assert use(token).get("/api/tokens/").status_code == 401
        assert User.objects.get().check_password(NEW)

    def test_wrong_old_password_counts_as_failed_attempt(self, client, ben):
        client.force_login(ben)
        for _ in range(10):
            assert "Wrong password." in change(client, "wrong", NEW).text
        assert "Wrong password." in change(client, PASSWORD, NEW).text
        assert User.objects.get().check_password(PASSWORD)

    def test_password_reset_by_email(self, client, ben, django_capture_on_commit_callbacks):
        client.force_login(ben)
        address = link_of(ask(Client(), django_capture_on_commit_callbacks))
        page = choose(Client(), address, NEW)
        assert "Password changed. Log in with your new password." in page.text
        assert not is_in(client)
        log_in(client, NEW)
        assert is_in(client)
        assert "This link has expired or was already used." in choose(Client(), address, PASSWORD).text

    def test_what_is_wrong_with_a_new_password_is_said_beside_it(
        self, client, ben, django_capture_on_commit_callbacks
    ):
        page = choose(client, link_of(ask(client, django_capture_on_commit_callbacks)), "12345")
        form = BeautifulSoup(page.content, "html.parser").main
        assert "too short" in form.find(id="id_new_password1_error").get_text()
        assert form.find(id="id_new_password2_error") is None

    def test_reset_link_is_not_stored(self, client, ben, django_capture_on_commit_callbacks):
        address = link_of(ask(client, django_capture_on_commit_callbacks))
        (kept,) = EmailDelivery.objects.values()
        assert kept["state"] == "sent"
        assert address.split("/")[3] not in str(kept)

    def test_password_reset_keeps_the_second_factor(
        self, client, ben, app, django_capture_on_commit_callbacks
    ):
        choose(client, link_of(ask(client, django_capture_on_commit_callbacks)), NEW)
        assert not is_in(client)
        assert log_in(client, NEW).redirect_chain[-1][0] == "/login/code/"

    @pytest.mark.parametrize(
        "case",
        [
            lambda ben: User.objects.update(email="another@example.com"),
            lambda ben: User.objects.update(is_active=False),
            lambda ben: User.objects.update(password="!"),
        ],
        ids=["unknown", "deactivated", "no password"],
    )
    def test_unknown_address_gets_the_same_answer(self, ben, case, django_capture_on_commit_callbacks):
        known = ask(Client(), django_capture_on_commit_callbacks)
        case(ben)
        mail.outbox.clear()
        other = ask(Client(), django_capture_on_commit_callbacks)
        assert re.sub(r'value="\w{64}"', "", other.text) == re.sub(r'value="\w{64}"', "", known.text)
        assert mail.outbox == []

    def test_three_reset_emails_per_hour(self, ben, django_capture_on_commit_callbacks):
        for _ in range(5):
            ask(Client(), django_capture_on_commit_callbacks)
        assert len(mail.outbox) == 3

    def test_twenty_reset_requests_per_ip_and_hour(self, django_capture_on_commit_callbacks):
        for number in range(22):
            UserFactory(email=f"p{number}@example.com", password="md5$x$y")
            ask(Client(), django_capture_on_commit_callbacks, f"p{number}@example.com")
        assert len(mail.outbox) == 20

    @pytest.mark.parametrize(
        "meanwhile",
        [
            lambda: User.objects.update(is_active=False),
            lambda: User.objects.update(email="new@example.com"),
        ],
        ids=["deactivated", "another address"],
    )
    def test_outdated_reset_email_is_not_sent(
        self, client, ben, meanwhile, django_capture_on_commit_callbacks
    ):
        from users import delivery

        with django_capture_on_commit_callbacks() as callbacks:
            client.post("/password/forgotten/", {"email": EMAIL})
        with django_capture_on_commit_callbacks():
            for callback in callbacks:
                callback()
        meanwhile()
        queued = EmailDelivery.objects.values_list("pk", flat=True)
        assert delivery.deliver_emails(list(queued)) == {"expired": 1}

    def test_reset_link_expires_after_one_hour(self, client, ben, django_capture_on_commit_callbacks):
        with freeze_time("2025-03-14 09:00", tick=False) as clock:
            address = link_of(ask(client, django_capture_on_commit_callbacks))
            clock.move_to("2025-03-14 10:00:01")
            assert "has expired" in choose(client, address, NEW).text

    def test_reactivated_user_cannot_use_an_old_reset_link(
        self, client, ben, django_capture_on_commit_callbacks
    ):
        address = link_of(ask(client, django_capture_on_commit_callbacks))
        User.objects.update(is_active=False)
        User.objects.update(is_active=True)
        assert "has expired" in choose(client, address, NEW).text


class WallClock(datetime):
    """What Django's own generator looks at: local time without a zone."""

    @classmethod
    def now(cls, tz=None):
        return timezone.localtime().replace(tzinfo=None)


def test_reset_link_expires_in_the_repeated_hour_of_autumn(
    client, ben, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr("django.contrib.auth.tokens.datetime", WallClock)
    # 02:30 on daylight saving time; seventy minutes later it is 02:40, once more.
    with freeze_time("2025-04-05 15:30", tick=False) as clock:
        address = link_of(ask(client, django_capture_on_commit_callbacks))
        clock.move_to("2025-04-05 16:40")
        assert "has expired" in choose(client, address, NEW).text
