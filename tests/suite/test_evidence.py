"""What the living documentation is told of a scenario: the timeline of each step, and its files."""

import json
from datetime import UTC, datetime
from email import message_from_bytes
from types import SimpleNamespace

import pytest
from django.core.mail import send_mail

from features.drivers.evidence import TIMELINE, Evidence
from features.drivers.timeline import LONGEST_FRAME
from timeskip import Story
from timeskip.files import StoredFile
from timeskip.task_log import TaskRun
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
    assert formatter.attached[0] == (media_type, b"bytes", name.rpartition("/")[2])
    (entry,) = timeline_in(formatter.attached)
    assert (entry["kind"], entry["caption"], entry["size"]) == ("document", "a file of 5 bytes", 5)


def test_long_frame_that_somebody_sends_is_cut(evidence, story):
    story.evidence.add("socket", "", Frame("Bella", "sends", "x" * 300))
    story.evidence.add("socket", "", Frame("Bella", "receives", {"type": "error"}))
    story.evidence.add("socket", "", Frame("Bella", "closes with", 1000))
    sent, received = entries_of(evidence)
    assert sent["caption"] == f"Bella sends {'x' * LONGEST_FRAME}…"
    assert (received["person"], received["direction"], received["frame"]) == (
        "Bella",
        "receives",
        {"type": "error"},
    )


def test_tasks_in_a_row_that_found_nothing_are_one_entry(evidence, story):
    def sweep(name: str, hour: int, **counts: int) -> None:
        at = datetime(2025, 3, 3, hour, tzinfo=UTC)
        run = TaskRun(f"users.tasks.{name}", at, "SUCCESS", counts, "1", 0, (), {})
        story.evidence.add("task", f"{name} {counts}", run, at=at)

    sweep("deliver_outbox", 1, due=0)
    sweep("purge", 2, due=0)
    sweep("deliver_outbox", 3, due=2)
    idle, busy = entries_of(evidence)
    assert idle["caption"] == "tasks found nothing to do: deliver_outbox, purge"
    assert (idle["times"], idle["until"]) == (2, "2025-03-03T13:00:00+11:00")
    assert busy["caption"] == "users.tasks.deliver_outbox: SUCCESS {'due': 2}"
