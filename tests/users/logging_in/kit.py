"""Helpers: log in, get tokens, follow links."""

import base64
import re

from django.core import mail
from django.utils import timezone
from django_otp.oath import TOTP
from rest_framework.test import APIClient

EMAIL, PASSWORD, NEW = "ben@example.com", "correct horse battery", "staple and a half"
WRONG = "Wrong e-mail address or password."


class App:
    """An authenticator app, and the recovery codes beside it."""

    def __init__(self, key: str, codes: list[str] | None = None):
        self._key = bytes.fromhex(key)
        self.codes = codes

    def code(self, seconds: int = 0) -> str:
        totp = TOTP(self._key)
        totp.time = timezone.now().timestamp() + seconds
        return f"{totp.token():06}"


def log_in(client, password=PASSWORD, email=EMAIL, **more):
    return client.post("/login/", {"username": email, "password": password, **more}, follow=True)


def is_in(client) -> bool:
    return client.get("/inbox/").status_code == 200


def key_on(page) -> str:
    shown = re.search(r"Key: <code>([A-Z2-7 ]+)</code>", page.text)[1].replace(" ", "")
    return base64.b32decode(shown).hex()


def take(password=PASSWORD, email=EMAIL, code=None):
    asked = {"email": email, "password": password} | ({"otp": code} if code else {})
    return APIClient().post("/api/token/", asked, format="json")


def use(token: str):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


def change(client, old, new):
    chosen = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/account/password/", chosen, follow=True)


def ask(client, callbacks, email=EMAIL):
    with callbacks(execute=True):
        return client.post("/password/forgotten/", {"email": email}, follow=True)


def link_of(page) -> str:
    message = mail.outbox[-1]
    assert message.to == [EMAIL]
    return re.search(r"http://localhost:8000(/password/\S+)", message.body)[1]


def choose(client, address, new):
    page = client.get(address, follow=True)
    if page.redirect_chain:
        address = page.redirect_chain[-1][0]
    return client.post(address, {"new_password1": new, "new_password2": new}, follow=True)
