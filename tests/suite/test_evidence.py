"""The timeline and the attachments of a scenario."""

import json
from email import message_from_bytes
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from freezegun import freeze_time

from features.drivers.evidence import TIMELINE, Evidence


def test_repeated_lines_are_counted():
    evidence = Evidence()
    for hour in (9, 10, 11):
        with freeze_time(f"2025-03-03 {hour}:00+11:00"):
            evidence.task("sweep", "SUCCESS", {"due": 0})
    with freeze_time("2025-03-03 12:00+11:00"):
        evidence.task("sweep", "SUCCESS", {"due": 1})
    assert evidence.timeline().splitlines() == [
        "Mon 03 Mar 2025 09:00:00  task          sweep: SUCCESS {'due': 0}"
        "  (and 2 times more, until Mon 03 Mar 2025 11:00:00)",
        "Mon 03 Mar 2025 12:00:00  task          sweep: SUCCESS {'due': 1}",
    ]


def test_empty_timeline_says_nothing_happened():
    assert Evidence().timeline() == "Nothing has happened yet."


class Formatter:
    """Takes attachments as behave's formatters do."""

    takes_file_names = True

    def __init__(self):
        self.attached = []

    def embedding(self, media_type, data, file_name=None):
        self.attached.append((media_type, data, file_name))


def handed_over(evidence, *formatters):
    context = SimpleNamespace(_runner=SimpleNamespace(formatters=formatters))
    evidence.hand_over(context)


def timeline_in(attached):
    (timeline,) = [data for media_type, data, _ in attached if media_type == TIMELINE]
    return json.loads(timeline)["timeline"]


TO = "omar@example.com"


def letter(subject="Your loan"):
    """What the evidence is told of an e-mail."""
    message = EmailMessage(subject, "It is approved.", "lender@example.com", [TO])
    return TO, subject, lambda: message.message().as_bytes()


@freeze_time("2025-03-03 09:00+11:00")
def test_an_e_mail_is_attached_as_one_and_named_in_the_timeline():
    evidence, formatter = Evidence(), Formatter()
    evidence.task("deliver", "SUCCESS", None)
    evidence.email(*letter())
    handed_over(evidence, formatter)
    media_type, data, name = formatter.attached[0]
    assert (media_type, name) == ("message/rfc822", "Your loan.eml")
    assert message_from_bytes(data)["To"] == "omar@example.com"
    assert timeline_in(formatter.attached)[1] == {
        "at": "2025-03-03T09:00:00+11:00",
        "kind": "e-mail",
        "caption": "to omar@example.com: Your loan",
        "to": "omar@example.com",
        "subject": "Your loan",
        "attachment": 0,
    }


def test_two_equal_emails_are_kept_apart():
    evidence, formatter = Evidence(), Formatter()
    with freeze_time("2025-03-03 09:00+11:00"):
        evidence.email(*letter())
        evidence.email(*letter())
    handed_over(evidence, formatter)
    assert [entry["attachment"] for entry in timeline_in(formatter.attached)] == [0, 1]


def test_repeated_attachment_is_handed_over_once_with_its_count():
    evidence, formatter = Evidence(), Formatter()
    for hour in (9, 10, 11):
        with freeze_time(f"2025-03-03 {hour}:00+11:00"):
            evidence.task("sweep", "SUCCESS", {"due": 0})
    handed_over(evidence, formatter)
    (entry,) = timeline_in(formatter.attached)
    assert (entry["times"], entry["until"]) == (3, "2025-03-03T11:00:00+11:00")


def test_each_step_gets_the_evidence_since_the_last():
    evidence, formatter = Evidence(), Formatter()
    with freeze_time("2025-03-03 09:00+11:00"):
        evidence.refusal("The valuation is missing.")
        handed_over(evidence, formatter)
        handed_over(evidence, formatter)
        evidence.command("send_reminders", ["2 sent"], 0)
        handed_over(evidence, formatter)
    kinds = [[entry["kind"] for entry in json.loads(data)["timeline"]] for _, data, _ in formatter.attached]
    assert kinds == [["refusal"], ["command"]]


def test_no_evidence_without_a_formatter():
    evidence, made = Evidence(), []
    with freeze_time("2025-03-03 09:00+11:00"):
        evidence.email(TO, "Your loan", lambda: made.append("an e-mail"))
    handed_over(evidence, SimpleNamespace())
    assert made == []


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("letters/a.pdf", "application/pdf"),
        ("bank/a.csv", "text/csv"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_file_is_attached_with_its_media_type(name, media_type):
    evidence, formatter = Evidence(), Formatter()
    with freeze_time("2025-03-03 09:00+11:00"):
        evidence.document(name, b"bytes")
    handed_over(evidence, formatter)
    assert formatter.attached[0] == (media_type, b"bytes", name.rpartition("/")[2])
