"""What people see when something goes wrong: pages of our own, each without what has failed."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from asgiref.sync import async_to_sync
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client

from applications.reminder_ladder import LADDER
from applications.staleness import STALE_AFTER
from crm_backend.bare_pages import server_error
from crm_backend.limits import MIB, LimitedBodies
from features.drivers.factories import UserFactory
from workspace.glossary import WORDS
from workspace.views import inbox


def style_is_allowed(page: str, policy: str) -> bool:
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy


def test_failure_is_a_page_without_database_session_or_static_files(rf):
    # Nothing here may ask the database: pytest-django refuses it.
    answer = server_error(rf.get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong" in page
    assert style_is_allowed(page, answer.headers["Content-Security-Policy"])
    assert re.findall(r"<(?:link|script|img)\b", page) == []


def test_failure_of_the_api_is_json(rf):
    assert server_error(rf.get("/api/applications/")).headers["Content-Type"] == "application/json"


@pytest.fixture
def ada(client):
    client.force_login(UserFactory(role="admin"))
    client.raise_request_exception = False
    return client


def failing_with(error: Exception):
    def fail(*args, **kwargs):
        raise error

    return fail


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [(ZeroDivisionError(), 500, "Something went wrong"), (PermissionDenied(), 403, "Not allowed")],
)
def test_a_view_that_fails(ada, monkeypatch, error, status, heading):
    monkeypatch.setattr(inbox.inbox, "notifications_filtered", failing_with(error))
    answer = ada.get("/inbox/")
    assert (answer.status_code, BeautifulSoup(answer.content, "html.parser").h1.get_text()) == (
        status,
        heading,
    )


@pytest.mark.django_db
def test_a_form_that_has_expired():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(UserFactory(role="admin"))
    answer = browser.post("/inbox/read/")
    assert (answer.status_code, "This form has expired" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/account/name/", b"text/html,*/*", b"text/html; charset=utf-8"),
        ("/account/name/", b"*/*", b"text/plain; charset=utf-8"),
        ("/api/account/", b"text/html", b"application/json"),
    ],
)
def test_a_request_that_is_too_large(path, accept, kind):
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"content-length", str(MIB + 1).encode()), (b"accept", accept)]
    scope = {"type": "http", "path": path, "headers": headers}
    async_to_sync(LimitedBodies(failing_with(AssertionError("was called"))))(scope, None, send)
    start, body = sent
    answered = dict(start["headers"])
    assert (start["status"], answered[b"content-type"]) == (413, kind)
    assert "Requests to this address are limited to 1 MiB." in body["body"].decode()
    if kind.startswith(b"text/html"):
        policy = answered[b"content-security-policy"].decode()
        assert style_is_allowed(body["body"].decode(), policy)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "said"), [("Staging", True), ("", False)])
def test_foot_of_every_page(client, settings, name, said):
    settings.ENVIRONMENT = name
    foot = BeautifulSoup(client.get("/login/").content, "html.parser").footer
    assert foot.a["href"] == "/help/"
    assert ("Staging" in foot.get_text()) == said


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
def test_help_says_what_is_the_readers(client, role):
    client.force_login(UserFactory(role=role))
    page = BeautifulSoup(client.get("/help/").content, "html.parser")
    own = page.find(id="role-1").parent.get_text()
    assert f"Your role: {UserFactory.build(role=role).get_role_display()}." in own
    assert page.find(id="role-2") is None
    ids = [one["id"] for one in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_help_names_the_days_of_the_rules():
    meanings = {word: meaning for words in WORDS.values() for word, meaning in words}
    assert f"for {STALE_AFTER.days} days" in meanings["Stale"]
    last_but_one, last = sorted(rung.days for rung in LADDER)[-2:]
    assert f"{last_but_one} days late" in meanings["Escalated"]
    assert f"At {last} days" in meanings["Escalated"]


@pytest.mark.parametrize(
    "file",
    [
        "workspace/static/workspace/workspace.css",
        "workspace/templates/bare.html",
        "users/templates/email/base.html",
        "applications/documents/templates/letterhead.typ",
    ],
)
def test_pages_e_mails_and_letters_have_one_look(file):
    written = (settings.BASE_DIR / file).read_text(encoding="utf-8")
    for colour in ("#0b6e75", "#16232e", "#51616e"):
        assert colour in written
