"""What the demo does its own way: the password's hash, and its mail server."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.mail import EmailMessage

from demo import mail
from demo.management.commands import serve
from demo.people import HASHED, PASSWORD
from users.mail_server import Answer, MailServer


def test_hash_is_of_the_password():
    # Tests have a faster hasher.
    assert PBKDF2PasswordHasher().verify(PASSWORD, HASHED)


@pytest.mark.parametrize(
    ("address", "answer"), [("no@box.example", "REFUSED_FOR_GOOD"), ("a@b.example", "ACCEPTED")]
)
def test_mail_server_refuses_bouncing_addresses(settings, monkeypatch, address, answer):
    settings.EMAIL_BACKEND = "demo.mail.MailServer"
    monkeypatch.setattr(mail, "bouncing", {"no@box.example"})
    with MailServer() as server:
        outcome = server.hand_over(EmailMessage(to=[address]))
    assert outcome.answer is Answer[answer]


def test_e_mails_link_to_the_port_that_is_served(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    assert serve._addressed(8123) == {"SITE_URL": "http://localhost:8123"}
    monkeypatch.setenv("SITE_URL", "http://crm.test")
    assert serve._addressed(8123) == {}
