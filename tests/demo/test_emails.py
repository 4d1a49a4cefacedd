"""The page of e-mails that leave while `manage.py serve` runs."""

import pytest
from django.core.mail import EmailMultiAlternatives

from demo import emails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def serving(settings):
    settings.ROOT_URLCONF = "demo.urls"
    settings.EMAIL_BACKEND = "demo.emails.KeptEmails"
    yield
    emails.kept.clear()


def test_what_leaves_is_on_the_page(client):
    text = "Read it: http://localhost/letters/1/"
    message = EmailMultiAlternatives("Your <b>letter</b>", text, to=["omar@example.com"])
    message.attach_alternative("<p>Read <i>it</i></p>", "text/html")
    assert message.send() == 1
    EmailMultiAlternatives("Later", "Without HTML.", to=["ada@example.com", "ben@example.com"]).send()
    page = client.get("/emails/").text
    assert page.index("Later") < page.index("Your &lt;b&gt;letter&lt;/b&gt;")
    assert "ada@example.com, ben@example.com" in page
    assert '<a href="http://localhost/letters/1/"' in page
    assert page.count("As a mail program shows it") == 1
    shown = client.get(f"/emails/{emails.kept[0].number}/")
    assert shown.text == "<p>Read <i>it</i></p>"
    assert shown["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_nothing_has_left_yet(client):
    assert "No e-mail has left" in client.get("/emails/").text
    assert client.get("/emails/1/").status_code == 404


def test_the_newest_are_kept(client, monkeypatch):
    for number in range(emails.MOST_KEPT + 1):
        EmailMultiAlternatives(f"Number {number}.", "", to=["ada@example.com"]).send()
    page = client.get("/emails/").text
    assert "Number 0." not in page
    assert f"Number {emails.MOST_KEPT}." in page


def test_the_workspace_is_there_too(client):
    assert client.get("/login/").status_code == 200
