"""Every frame from a client is answered, and reveals nothing of other people's data."""

import json

import pytest
from hypothesis import given

from features.support.commits import Commits
from features.support.evidence import Evidence
from features.support.factories import UserFactory
from features.support.live_socket import Live
from tests.bad_input.frames import expect_protocol, frames
from users.models import Notification
from users.notifications import Notice, notify


@pytest.fixture
def room(db, client, monkeypatch):
    """Two people with news, and the first one's open tab, which may send as many frames as it likes."""
    monkeypatch.setattr("users.frames.MOST_FRAMES", 10**9)
    people = [UserFactory(name=name) for name in ("Omar", "Bella")]
    notify(
        Notice(recipient=one, event="application_status", message=f"For {one.name} {n}", dedupe_key=f"{n}")
        for one in people
        for n in range(3)
    )
    client.force_login(people[0])
    live, commits = Live(Evidence()), Commits()
    commits.run_callbacks()
    tab = live.connect("Omar", client)
    try:
        yield people, live, commits, tab
    finally:
        live.close()


def send(live, commits, tab, frame) -> list[dict]:
    """Send a frame; returns what came back."""
    tab.frames.clear()
    live.send(tab, **({"text": frame} if isinstance(frame, str) else {"data": frame}))
    while commits.run_callbacks():
        live.settle()
    live._evidence.entries.clear()
    answers, tab.unseen = list(tab.frames), []
    return answers


def test_every_frame_is_answered_by_the_protocol(room, caplog):
    people, live, commits, tab = room

    @given(frames)
    def answered(frame):
        answers = send(live, commits, tab, frame)
        assert tab.open
        expect_protocol(answers)
        if not answers:
            # Nothing changed, so nobody is told: what was ticked off was read before.
            assert json.loads(frame)["type"] in ("mark_read", "mark_all_read")

    answered()
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []
    assert not Notification.objects.filter(user=people[1]).exclude(read_at=None).exists()


def test_other_peoples_notifications_look_absent(room):
    people, live, commits, tab = room
    others = list(Notification.objects.filter(user=people[1]).values_list("pk", flat=True))
    absent = send(live, commits, tab, json.dumps({"type": "mark_read", "id": 10**9}))
    for pk in others:
        assert send(live, commits, tab, json.dumps({"type": "mark_read", "id": pk})) == absent
    assert absent[0]["code"] == "not_found"
