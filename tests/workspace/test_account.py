"""My account: what its forms refuse, and what they keep."""

import logging

import pytest
from bs4 import BeautifulSoup
from rest_framework.test import APIClient

from features.drivers.factories import UserFactory
from users import tokens
from users.accounts import name_change
from users.models import ApiToken
from users.refusals import NameMissing

pytestmark = pytest.mark.django_db
PASSWORD = "a long one, please"


@pytest.fixture
def bella(client):
    user = UserFactory(role="broker", name="Bella")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    client.user = user
    return client


def test_name_is_changed_and_logged(bella, caplog):
    caplog.set_level(logging.INFO, "users.security")
    page = bella.post("/account/name/", {"name": "  Bella Romano "}, follow=True)
    bella.user.refresh_from_db()
    assert "Name changed." in page.text
    assert bella.user.name == "Bella Romano"
    assert "name changed" in caplog.text
    assert "Romano" not in caplog.text


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (" ", "Fill this in."),
        ("x" * 151, "This is longer than 150 characters."),
        ("Bel\u202ela", "This contains the character U+202E, which is not allowed."),
    ],
)
def test_bad_name_is_refused_and_kept_in_the_form(bella, name, why):
    page = BeautifulSoup(bella.post("/account/name/", {"name": name}).content, "html.parser")
    assert why in page.find(class_="error").get_text()
    assert page.find(attrs={"name": "name"})["value"] == name
    bella.user.refresh_from_db()
    assert bella.user.name == "Bella"


def test_token_is_shown_once_and_works(bella):
    shown = bella.post("/account/tokens/", {"password": PASSWORD})
    token = BeautifulSoup(shown.content, "html.parser").main.code.get_text()
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert api.get("/api/account/").json()["name"] == "Bella"
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert token not in bella.get("/account/").text


def test_what_is_wrong_with_a_new_password_is_said_beside_it(bella):
    typed = {"old_password": PASSWORD, "new_password1": "12345", "new_password2": "12345"}
    page = BeautifulSoup(bella.post("/account/password/", typed).content, "html.parser").main
    assert "too short" in page.find(id="id_new_password1_error").get_text()
    assert page.find(id="id_new_password2_error") is None
    assert page.find("a", string="Cancel")["href"] == "/account/"


def test_token_needs_the_password(bella):
    assert "Wrong password." in bella.post("/account/tokens/", {"password": "a guess"}, follow=True).text
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(("form", "section"), [("tokens/", "tokens"), ("second-factor/off/", "factor")])
def test_a_wrong_password_is_said_beside_the_form_that_asked_for_it(bella, form, section):
    address = bella.post(f"/account/{form}", {"password": "a guess"}).url
    assert address == f"/account/#{section}"
    assert f'id="{section}"' in bella.get(address).text


def test_one_token_too_many_is_refused(bella, monkeypatch):
    monkeypatch.setattr(tokens, "MOST", 1)
    bella.post("/account/tokens/", {"password": PASSWORD})
    page = bella.post("/account/tokens/", {"password": PASSWORD}, follow=True)
    assert "You already have 1 API tokens" in page.text
    assert ApiToken.objects.count() == 1


def test_rhythm_leads_back_to_its_page(bella):
    assert bella.post("/preferences/rhythm/", {"rhythm": "daily", "page": "account"}).url == "/account/"
    assert bella.post("/preferences/rhythm/", {"rhythm": "daily", "page": "//evil"}).url == "/preferences/"


def test_the_same_name_again_is_no_change(bella, caplog):
    caplog.set_level(logging.INFO, "users.security")
    bella.post("/account/name/", {"name": "Bella"})
    assert "name changed" not in caplog.text


def test_no_token_is_created_after_the_log_in_has_ended(bella, monkeypatch):
    monkeypatch.setattr(tokens, "token_take", lambda **asked: None)
    assert bella.post("/account/tokens/", {"password": PASSWORD}).url == "/login/"


def test_nobody_is_without_a_name(bella):
    with pytest.raises(NameMissing):
        name_change(user=bella.user, name="  ")
