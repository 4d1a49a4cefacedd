"""E-mail arrives at its moment, unless the server has something against it."""

import smtplib
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from project.notes import tasks as t

from timeskip import Story
from timeskip.mail import Email

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def test_an_email_arrives_when_its_task_runs(story: Story) -> None:
    t.greet.apply_async(("ann@example.com",), countdown=60)
    assert story.mail.to("ann@example.com") == []
    story.advance(minutes=2)
    (email,) = story.mail.to("ann@example.com")
    assert (email.subject, email.text, f"{email.at:%H:%M}") == ("Hello", "How are you?", "22:01")
    assert "to ann@example.com: Hello" in story.timeline()
    assert len(mail.outbox) == 1


def test_names_and_html(story: Story) -> None:
    message = EmailMultiAlternatives("Hi", "text", to=["Ann <ann@example.com>"], bcc=["bob@example.com"])
    message.attach_alternative("<p>html", "text/html")
    message.send()
    assert story.mail.to("ann@example.com")[0].html == "<p>html"
    assert len(story.mail.to("bob@example.com")) == 1


def test_one_message_for_several_readers(story: Story) -> None:
    message = EmailMultiAlternatives("Hi", "text", to=["ann@example.com"])
    message.send()
    message.to[0] = "bob@example.com"
    message.subject = "Hello"
    message.send()
    emails = [story.mail.to(f"{name}@example.com")[0] for name in ("ann", "bob")]
    assert [(email.subject, email.message["To"]) for email in emails] == [
        ("Hi", "ann@example.com"),
        ("Hello", "bob@example.com"),
    ]
    assert [sent.to for sent in mail.outbox] == [["ann@example.com"], ["bob@example.com"]]


def test_the_server_is_down(story: Story) -> None:
    story.mail.is_up = False
    t.greet.delay("ann@example.com")
    story.settle()
    assert isinstance(story.tasks.claim_failure().result, ConnectionRefusedError)
    assert send_mail("Hello", "", None, ["ann@example.com"], fail_silently=True) == 0
    assert story.mail.delivered == []


def test_an_address_is_refused(story: Story) -> None:
    story.mail.refuse("ann@example.com", 451, "Try again later")
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send_mail("Hello", "", None, ["ann@example.com"])
    assert refusal.value.recipients == {"ann@example.com": (451, b"Try again later")}
    story.mail.accept("ann@example.com")
    send_mail("Hello", "", None, ["ann@example.com"])
    assert len(story.mail.to("ann@example.com")) == 1


def test_the_others_get_theirs(story: Story) -> None:
    story.mail.refuse("ann@example.com")
    assert send_mail("Hello", "", None, ["ann@example.com", "bob@example.com"]) == 1
    assert story.mail.to("ann@example.com") == []
    assert len(story.mail.to("bob@example.com")) == 1


def test_the_reply_is_lost(story: Story) -> None:
    story.mail.drop_next_reply()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send_mail("Hello", "", None, ["ann@example.com"])
    assert len(story.mail.to("ann@example.com")) == 1


def test_what_was_not_confirmed_is_known(story: Story) -> None:
    send_mail("One", "", None, ["ann@example.com"])
    story.mail.drop_next_reply()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send_mail("Two", "", None, ["ann@example.com"])
    send_mail("Three", "", None, ["ann@example.com"])
    assert [email.subject for email in story.mail.delivered] == ["One", "Two", "Three"]
    assert [email.subject for email in story.mail.unconfirmed] == ["Two"]


def test_smtp_ends_here_too(story: Story) -> None:
    backend = get_connection(SMTP, host="mail.invalid", username="ann", password="x", use_tls=True)  # noqa: S106
    send_mail("Hello", "", None, ["ann@example.com"], connection=backend)
    assert len(story.mail.to("ann@example.com")) == 1


def test_an_email_is_what_went_over_the_wire(story: Story) -> None:
    message = EmailMultiAlternatives(
        "Größe", "One\n.\n..two\n", to=["ann@example.com"], headers={"Message-ID": "<1@x>"}
    )
    message.attach_alternative("<p>eins", "text/html")
    message.attach("a.txt", "attached", "text/plain")
    message.send()
    (email,) = story.mail.delivered
    assert (email.subject, email.text, email.html) == ("Größe", "One\n.\n..two", "<p>eins")
    assert email.message_id == "<1@x>"
    assert b"Subject: =?utf-8?" in email.content
    assert [part.get_filename() for part in email.message.iter_attachments()] == ["a.txt"]


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: Hello: you",
        b"SUBJECT:Hello",
        b"Subject:   ",
        b"Subject: =?utf-8?b?R3LDtsOfZQ==?=",
        b"Subject: One =?utf-8?q?Gr=C3=B6=C3=9Fe?= two",
        b"Subject: A long one\r\n goes on",
        b"Subject: Two\r\n\tlines\r\nSubject: Another",
        b"Subject: First\r\nSubject: Second",
        b"X-Subject: No\r\nSubject: Yes",
        b"X: A\r\n subject: no\r\nSubject: Yes",
    ],
)
@pytest.mark.parametrize("behind", [b"", b"\r\nTo: ann@example.com"])
def test_a_subject_is_what_python_reads(header: bytes, behind: bytes) -> None:
    content = header + behind + b"\r\n\r\nSubject: in the text\r\n"
    parsed = message_from_bytes(content)["Subject"]
    whole = str(make_header(decode_header("".join(parsed.splitlines())))).strip()
    assert Email(datetime(2025, 3, 3, tzinfo=UTC), "ann@example.com", content).subject == whole


@pytest.mark.parametrize("header", [b"Message-ID: <1@x>", b"MESSAGE-ID:<1@x> ", b"Message-ID:\r\n <1@x>"])
def test_a_message_id_is_what_python_reads(header: bytes) -> None:
    content = b"X-Message-ID: <2@x>\r\n" + header + b"\r\n\r\nMessage-ID: <3@x>\r\n"
    read = Email(datetime(2025, 3, 3, tzinfo=UTC), "ann@example.com", content).message_id
    assert read == message_from_bytes(content)["Message-ID"].strip() == "<1@x>"


@pytest.mark.parametrize("backend", ["django.core.mail.backends.locmem.EmailBackend", SMTP])
def test_an_address_travels_as_django_sends_it(story: Story, backend: str) -> None:
    send_mail("Hello", "", None, ["Ann@MÜNCHEN.example"], connection=get_connection(backend))
    assert [email.to for email in story.mail.delivered] == ["Ann@xn--mnchen-3ya.example"]
    assert len(story.mail.to("ann@münchen.example")) == 1
    with pytest.raises(ValueError, match="Invalid address"):
        send_mail("Hello", "", None, ["ann@example..com, bob@example.com"], connection=get_connection(backend))


def test_attempts_are_counted(story: Story) -> None:
    story.mail.refuse("Ann@example.com")
    for _ in range(2):
        send_mail("Hello", "", None, ["ann@example.com"], fail_silently=True)
    assert (story.mail.attempts("ANN@example.com"), story.mail.attempts("bob@example.com")) == (2, 0)
    assert "to ann@example.com refused: 550 No such mailbox" in story.timeline()
