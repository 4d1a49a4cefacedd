"""The log-in and account pages, account actions of admins, session lifetimes, the security log."""

import logging
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from freezegun import freeze_time

from features.drivers.factories import UserFactory
from tests.users.logging_in.kit import (
    EMAIL,
    NEW,
    PASSWORD,
    App,
    ask,
    change,
    is_in,
    key_on,
    link_of,
    log_in,
    take,
    use,
)
from users import second_factor, tokens
from users.models import ApiToken, User

pytestmark = pytest.mark.django_db


class TestLogIn:
    def test_an_address_is_kept_after_a_wrong_password(self, client, ben):
        page = BeautifulSoup(log_in(client, "a guess").content, "html.parser").main
        address, password = (page.find(id=f"id_{name}") for name in ("username", "password"))
        assert (address["value"], password.get("value")) == (EMAIL, None)
        assert [one.has_attr("autofocus") for one in (address, password)] == [False, True]
        first = BeautifulSoup(client.get("/login/").content, "html.parser").main
        assert first.find(id="id_username").has_attr("autofocus")


class TestSessions:
    @pytest.mark.parametrize(
        ("role", "lasts"), [("admin", 12), ("bdm", 12), ("broker", 24), ("borrower", 24)]
    )
    def test_staff_sessions_end_after_twelve_hours(self, client, ben, role, lasts):
        User.objects.update(role=role)
        with freeze_time("2025-03-14 09:00", tick=False) as clock:
            log_in(client)
            for hour in range(1, 12):
                clock.move_to(f"2025-03-14 {9 + hour}:00")
                # However much it is used: something is written to it each time.
                client.get("/account/second-factor/")
                assert is_in(client)
            clock.move_to("2025-03-14 21:00:01")
            assert is_in(client) == (lasts > 12)


class TestMyAccount:
    @pytest.fixture(autouse=True)
    def _logged_in(self, client, ben):
        client.force_login(ben)

    def test_setting_up_takes_the_password_and_a_code(self, client, ben):
        key = key_on(client.get("/account/second-factor/"))
        for wrong in ({"password": "wrong", "code": App(key).code()}, {"password": PASSWORD, "code": "1"}):
            page = client.post("/account/second-factor/", wrong, follow=True)
            assert "Wrong " in page.text
            assert not second_factor.is_set_up(ben)
        page = client.post("/account/second-factor/", {"password": PASSWORD, "code": App(key).code()})
        assert "Your recovery codes" in page.text
        assert second_factor.is_set_up(ben)
        assert "10 recovery codes left" in client.get("/account/").text

    def test_new_recovery_codes_replace_the_old_ones(self, client, ben, app):
        page = client.post("/account/second-factor/codes/", {"password": PASSWORD})
        assert "Your recovery codes" in page.text
        assert not second_factor.verify(user=ben, code=app.codes[0], request=None)
        new = re.search(r"<code>([a-z2-7-]{14})</code>", page.text)[1]
        assert second_factor.verify(user=ben, code=new, request=None)

    def test_no_recovery_codes_without_a_second_factor(self, client):
        assert client.post("/account/second-factor/codes/", {"password": PASSWORD}).status_code == 404

    def test_switching_off(self, client, ben, app):
        page = client.post("/account/second-factor/off/", {"password": PASSWORD}, follow=True)
        assert "Second factor switched off." in page.text
        assert not second_factor.is_set_up(ben)

    def test_logging_out_everywhere(self, client, ben):
        other, token = Client(), take().json()["token"]
        other.force_login(ben)
        page = client.post("/account/log-out-everywhere/", follow=True)
        assert "You have been logged out everywhere." in page.text
        assert not is_in(client)
        assert not is_in(other)
        assert use(token).get("/api/tokens/").status_code == 401


class TestAdmins:
    @pytest.fixture
    def chief(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
        return client

    def act(self, chief, name, user):
        return chief.post("/admin/users/user/", {"action": name, "_selected_action": [user.pk]}, follow=True)

    def test_admin_resets_a_lost_second_factor(self, chief, ben, app):
        other = Client()
        other.force_login(ben)
        assert (
            "second factor reset and logged out everywhere."
            in self.act(chief, "reset_second_factor", ben).text
        )
        assert not second_factor.is_set_up(ben)
        assert not is_in(other)

    def test_admin_logs_a_user_out_everywhere(self, chief, ben):
        other = Client()
        other.force_login(ben)
        self.act(chief, "log_out_everywhere", ben)
        assert not is_in(other)


def test_log_lines_hold_no_secret(client, ben, app, caplog, django_capture_on_commit_callbacks):
    with caplog.at_level(logging.INFO, "users.security"):
        log_in(client, "hunter2")
        log_in(client)
        client.post("/login/code/", {"code": "000000"})
        code = app.code()
        client.post("/login/code/", {"code": code})
        token = tokens.token_take(user=ben, request=None)[1]
        tokens.token_revoke(user=ben, token_id=ApiToken.objects.get().pk, by=ben, request=None)
        address = link_of(ask(client, django_capture_on_commit_callbacks))
        change(client, PASSWORD, NEW)
    lines = [record.getMessage() for record in caplog.records if record.name == "users.security"]
    events = [line.partition(" {")[0] for line in lines]
    assert events == [
        *("log-in failed", "second factor failed", "logged in", "API token taken", "API token revoked"),
        *("password reset asked for", "log-ins ended"),
    ]
    secrets = (EMAIL, "hunter2", PASSWORD, NEW, code, "000000", token, address.split("/")[3])
    assert not [secret for secret in secrets for line in lines if secret in line]
