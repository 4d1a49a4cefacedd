"""Login in two steps: no session before both."""

import re

import pytest
from django.test import Client
from freezegun import freeze_time

from tests.users.logging_in.kit import PASSWORD, WRONG, App, is_in, key_on, log_in, take
from users import second_factor
from users.models import User
from users.second_factor import Step

pytestmark = pytest.mark.django_db


class TestTheSecondStep:
    def test_no_session_before_the_code(self, client, ben, app):
        page = log_in(client)
        assert page.redirect_chain[-1][0] == "/login/code/"
        assert not is_in(client)
        assert "_auth_user_id" not in client.session
        for door in ("/admin/", "/account/second-factor/", "/account/"):
            assert client.get(door).status_code == 302
        assert client.get("/api/applications/").status_code == 401

    def test_code_completes_the_login(self, client, ben, app):
        log_in(client, next="/inbox/?page=2")
        page = client.post("/login/code/", {"code": app.code()})
        assert page.url == "/inbox/?page=2"
        assert is_in(client)

    @pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/"])
    def test_login_does_not_redirect_to_other_sites(self, client, ben, app, address):
        log_in(client, next=address)
        assert client.post("/login/code/", {"code": app.code()}).url == "/"

    def test_a_code_works_once(self, client, ben, app):
        code = app.code()
        log_in(client)
        client.post("/login/code/", {"code": code})
        other = Client()
        log_in(other)
        assert "Wrong code." in other.post("/login/code/", {"code": code}).text
        assert not is_in(other)

    def test_a_recovery_code_works_once(self, client, ben, app):
        for browser, works in ((client, True), (Client(), False)):
            log_in(browser)
            browser.post("/login/code/", {"code": app.codes[3].upper()})
            assert is_in(browser) is works
        assert second_factor.codes_left(ben) == 9

    def test_recovery_codes_are_hashed(self, ben, app):
        kept = "".join(device.token for device in ben.staticdevice_set.get().token_set.all())
        assert not [code for code in app.codes if code in kept or code.replace("-", "") in kept]

    def test_ten_wrong_codes_lock_the_account(self, client, ben, app):
        log_in(client)
        for _ in range(10):
            assert "Wrong code." in client.post("/login/code/", {"code": "000000"}).text
        client.post("/login/code/", {"code": app.code()})
        assert not is_in(client)
        assert WRONG in log_in(Client()).text

    def test_wrong_passwords_and_codes_are_counted_together(self, client, ben, app):
        log_in(client)
        for _ in range(5):
            client.post("/login/code/", {"code": "000000"})
            log_in(Client(), "wrong")
        client.post("/login/code/", {"code": app.code()})
        assert not is_in(client)

    @pytest.mark.parametrize(
        "meanwhile",
        [
            lambda ben: ben.logins_end(why="asked for"),
            lambda ben: User.objects.update(is_active=False),
            lambda ben: second_factor.reset(user=ben, by=ben),
        ],
        ids=["logged out everywhere", "deactivated", "reset"],
    )
    def test_pending_login_ends_when_logins_end(self, client, ben, app, meanwhile):
        log_in(client)
        meanwhile(ben)
        page = client.post("/login/code/", {"code": app.code()}, follow=True)
        assert page.redirect_chain[-1][0] == "/login/"
        assert not is_in(client)

    def test_pending_login_expires_after_ten_minutes(self, client, ben, app):
        with freeze_time("2025-03-14 09:00", tick=False) as clock:
            log_in(client)
            clock.move_to("2025-03-14 09:10:01")
            page = client.post("/login/code/", {"code": app.code()}, follow=True)
            assert "Log in again" in page.text
            assert not is_in(client)

    @pytest.mark.parametrize("step", ["code", "set-up"])
    def test_code_without_password_is_refused(self, client, ben, app, step):
        assert client.post(f"/login/{step}/", {"code": app.code()}).url == "/login/"

    def test_login_starts_a_new_session(self, client, ben, app):
        session = client.session
        session["planted"] = True
        session.save()
        log_in(client)
        assert "planted" not in client.session
        assert client.session.session_key != session.session_key

    def test_second_app_requires_a_code_of_the_first(self, client, ben, app):
        log_in(client)
        assert client.get("/login/set-up/").url == "/login/"


@pytest.mark.usefixtures("required")
class TestSettingUp:
    def test_staff_must_enrol_before_they_get_in(self, client, ben):
        page = log_in(client)
        assert page.redirect_chain[-1][0] == "/login/set-up/"
        assert not is_in(client)
        key = key_on(page)
        assert "Wrong code." in client.post("/login/set-up/", {"code": "1"}).text
        assert not is_in(client)
        page = client.post("/login/set-up/", {"code": App(key).code()})
        assert len(re.findall(r"<code>[a-z2-7-]{14}</code>", page.text)) == 10
        assert is_in(client)
        assert "second_factor_key" not in client.session

    def test_only_one_of_two_concurrent_enrolments_succeeds(self, ben):
        browsers = [Client(), Client()]
        keys = [key_on(log_in(browser)) for browser in browsers]
        assert keys[0] != keys[1]
        for browser, key in zip(browsers, keys, strict=True):
            browser.post("/login/set-up/", {"code": App(key).code()})
        assert [is_in(browser) for browser in browsers] == [True, False]

    def test_enrolment_page_does_not_replace_a_new_app(self, client, ben, app, required, monkeypatch):
        # As the page saw it when it looked.
        monkeypatch.setattr(second_factor, "step_after_password", lambda user: Step.SET_UP)
        log_in(client)
        page = client.get("/login/set-up/")
        page = client.post("/login/set-up/", {"code": App(key_on(page)).code()})
        assert "Wrong code." in page.text
        assert not is_in(client)
        assert second_factor.verify(user=ben, code=app.code(), request=None)

    def test_concurrent_enrolment_does_not_replace_an_app(self, ben, app):
        key = second_factor.new_key()
        with pytest.raises(second_factor.WrongCode):
            second_factor.set_up(user=ben, key=key, code=App(key).code(), request=None, replace=False)
        assert second_factor.verify(user=ben, code=app.code(), request=None)

    @pytest.mark.parametrize("role", ["broker", "borrower"])
    def test_second_factor_is_optional_for_other_roles(self, client, ben, role):
        User.objects.update(role=role)
        log_in(client)
        assert is_in(client)

    def test_staff_cannot_switch_the_second_factor_off(self, client, ben, app):
        client.force_login(ben)
        page = client.post("/account/second-factor/off/", {"password": PASSWORD}, follow=True)
        assert "Your role needs a second factor." in page.text
        assert second_factor.is_set_up(ben)

    def test_no_api_token_before_enrolment(self, ben):
        assert take(code="000000").status_code == 403


def test_invalid_setting_requires_the_second_factor(ben, settings):
    settings.SECOND_FACTOR = "requierd"
    assert second_factor.is_required(ben)
