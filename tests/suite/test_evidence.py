"""What the living documentation is told of a scenario: the timeline of each step, and its files."""

import json
from email import message_from_bytes
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail

from features.drivers.evidence import TIMELINE, Evidence
from features.drivers.timeline import LONGEST_FRAME, without_random_parts
from timeskip import Story
from timeskip.files import StoredFile
from timeskip.task_log import TaskLog, TaskRun
from timeskip.websocket import Frame

TO = "omar@example.com"


class Formatter:
    """Takes attachments as behave's formatters do."""

    takes_file_names = True

    def __init__(self):
        self.attached = []

    def embedding(self, media_type, data, file_name=None):
        self.attached.append((media_type, data, file_name))


@pytest.fixture
def evidence(story: Story) -> Evidence:
    story.beat.stop()
    return Evidence(story)


def handed_over(evidence, *formatters):
    context = SimpleNamespace(_runner=SimpleNamespace(formatters=formatters))
    evidence.hand_over(context)


def entries_of(evidence) -> list[dict]:
    """Every entry of a step's timeline."""
    formatter = Formatter()
    handed_over(evidence, formatter)
    return timeline_in(formatter.attached)


def timeline_in(attached):
    (timeline,) = [data for media_type, data, _ in attached if media_type == TIMELINE]
    return json.loads(timeline)["timeline"]


def test_an_e_mail_is_attached_as_one_and_named_in_the_timeline(evidence):
    formatter = Formatter()
    evidence.refusal("The valuation is missing.")
    send_mail("Your loan", "It is approved.", None, [TO])
    handed_over(evidence, formatter)
    media_type, data, name = formatter.attached[0]
    assert (media_type, name) == ("message/rfc822", "Your loan.eml")
    assert message_from_bytes(data)["To"] == TO
    assert timeline_in(formatter.attached)[1] == {
        "at": "2025-03-03T09:00:00+11:00",
        "kind": "e-mail",
        "caption": "to omar@example.com: Your loan",
        "to": TO,
        "subject": "Your loan",
        "attachment": 0,
    }


def test_two_equal_emails_are_kept_apart(evidence):
    for _ in range(2):
        send_mail("Your loan", "It is approved.", None, [TO])
    assert [entry["attachment"] for entry in entries_of(evidence)] == [0, 1]


def test_of_a_refused_email_nothing_is_attached(evidence, story):
    story.mail.refuse(TO)
    send_mail("Your loan", "It is approved.", None, [TO], fail_silently=True)
    (entry,) = entries_of(evidence)
    assert entry["caption"] == f"to {TO} refused: 550 No such mailbox"
    assert (entry["kind"], "attachment" in entry) == ("mail server", False)


def test_repeated_entry_is_handed_over_once_with_its_count(evidence, story):
    for _ in range(3):
        evidence.refusal("The valuation is missing.")
        story.advance(hours=1)
    (entry,) = entries_of(evidence)
    assert (entry["times"], entry["until"]) == (3, "2025-03-03T11:00:00+11:00")


def sweep(story: Story, name: str, result: object) -> None:
    TaskLog(story.evidence).add(TaskRun(name, story.now, "SUCCESS", result, "1", 0, (), {}))
    story.advance(hours=1)


def test_sweeps_that_found_nothing_are_one_entry_of_the_step(evidence, story):
    for _ in range(3):
        sweep(story, "deliver_emails", {"due": 0})
        sweep(story, "purge", {"rows": 0, "files": 0})
    sweep(story, "deliver_emails", {"due": 1})
    sweep(story, "deliver_emails", {"due": 0})
    task, idle = entries_of(evidence)
    assert task["caption"] == "deliver_emails done: due 1"
    assert idle == {
        "at": "2025-03-03T16:00:00+11:00",
        "kind": "idle",
        "caption": "found nothing to do: deliver emails (4 times), purge (3 times)",
    }


@pytest.mark.parametrize("result", [{"due": 1}, {}, None, 0, "0"])
def test_other_tasks_are_entries_of_their_own(evidence, story, result):
    for _ in range(2):
        sweep(story, "deliver", result)
        sweep(story, "purge", {"rows": 2})
    assert [entry["caption"].split()[0] for entry in entries_of(evidence)] == ["deliver", "purge"] * 2


def test_equal_emails_are_equal_attachments(evidence):
    formatter = Formatter()
    for text in ("It is approved.", "It is approved.", "It is refused."):
        letter = EmailMultiAlternatives("Your loan", text, None, [TO])
        letter.attach_alternative(f"<p>{text}</p>", "text/html")
        letter.attach("terms.txt", "Terms.")
        letter.send()
    handed_over(evidence, formatter)
    first, second, other = (data for kind, data, _ in formatter.attached if kind == "message/rfc822")
    assert first == second != other
    message = message_from_bytes(first)
    assert message["Message-ID"] is None
    assert (message["To"], message["Subject"]) == (TO, "Your loan")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/plain",
    ]


def test_a_message_id_in_a_text_stays():
    content = b"Subject: x\r\nMessage-ID:\r\n <a@b>\r\nTo: y\r\n\r\nMessage-ID: mine\r\n"
    assert without_random_parts(content) == b"Subject: x\r\nTo: y\r\n\r\nMessage-ID: mine\r\n"
    assert without_random_parts(b"To: y\r\nmessage-id: <a@b>\r\n\r\nHello") == b"To: y\r\n\r\nHello"
    assert without_random_parts(b"Message-ID: <a@b>\n\nHello") == b"\nHello"


def test_each_step_gets_the_evidence_since_the_last(evidence):
    formatter = Formatter()
    evidence.refusal("The valuation is missing.")
    handed_over(evidence, formatter)
    handed_over(evidence, formatter)
    evidence.command("send_reminders", ["2 sent"], 0)
    handed_over(evidence, formatter)
    kinds = [[entry["kind"] for entry in json.loads(data)["timeline"]] for _, data, _ in formatter.attached]
    assert kinds == [["refusal"], ["command"]]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("letters/a.pdf", "application/pdf"),
        ("bank/a.csv", "text/csv"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_file_is_attached_with_its_media_type(evidence, story, name, media_type):
    formatter = Formatter()
    story.evidence.add("file", name, StoredFile(name, b"bytes"))
    handed_over(evidence, formatter)
    assert formatter.attached[0] == (media_type, b"bytes", None)
    (entry,) = timeline_in(formatter.attached)
    assert (entry["kind"], entry["caption"], entry["size"]) == ("document", "a file of 5 bytes", 5)


def test_picture_of_a_page_names_the_address_and_not_its_file(evidence):
    formatter = Formatter()
    evidence.page("Bella", "/search/?words=a", b"WebP")
    handed_over(evidence, formatter)
    assert formatter.attached[0] == ("image/webp", b"WebP", None)
    (entry,) = timeline_in(formatter.attached)
    assert (entry["kind"], entry["person"], entry["address"]) == ("page", "Bella", "/search/?words=a")


def test_long_frame_that_somebody_sends_is_cut(evidence, story):
    story.evidence.add("socket", "Bella sends", Frame("Bella", "sends", "x" * 300))
    story.evidence.add("socket", "Bella receives", Frame("Bella", "receives", {"type": "error"}))
    story.evidence.add("socket", "Bella closes", Frame("Bella", "closes with", 1000))
    sent, received = entries_of(evidence)
    assert sent["caption"] == f"Bella sends {'x' * LONGEST_FRAME}…"
    assert (received["person"], received["direction"], received["frame"]) == (
        "Bella",
        "receives",
        {"type": "error"},
    )
