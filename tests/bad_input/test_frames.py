"""Whatever a client sends over its socket is answered, and nothing of anybody else's with it."""

import gc
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.support.commits import Commits
from features.support.evidence import Evidence
from features.support.factories import UserFactory
from features.support.live_socket import Live
from users.models import Notification
from users.notifications import Notice, notify

# The protocol, restated: the type of an answer, and what else is in it.
ANSWERS = {
    "error": {"code", "detail"},
    "unread_count": {"count"},
    "notification": {"notification"},
    "replayed": {"sequence", "more"},
}
CODES = {"binary", "too_large", "malformed", "unknown_type", "bad_field", "not_found"}
NAMES = ["get_unread_count", "mark_read", "mark_all_read", "since"]
ROOM = 64 * 1024  # bytes that measuring itself and caches may take

numbers = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(-1, 12),
    st.floats(),
    st.booleans(),
    st.none(),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
)
near_requests = st.fixed_dictionaries(
    {"type": st.one_of(st.sampled_from(NAMES), st.text(max_size=12), numbers)},
    optional={"id": numbers, "sequence": numbers, "user": numbers, "group": st.text(max_size=5)},
).map(json.dumps)
values = st.recursive(
    numbers | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)
frames = st.one_of(
    near_requests,
    near_requests.flatmap(lambda text: st.integers(0, len(text)).map(lambda end: text[:end])),
    values.map(json.dumps),
    st.text(),
    st.binary(max_size=50),
    st.integers(1, 20_000).map(lambda depth: "[" * depth),
    st.integers(16_000, 70_000).map(lambda length: "x" * length),
    st.just('{"type": "mark_read", "type": "since", "id": 1, "sequence": 0}'),
)


@pytest.fixture
def room(db, client):
    """Two people with news, and the first one's open tab."""
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
        for answer in answers:
            assert answer.keys() - {"type"} == ANSWERS[answer["type"]]
            assert "Bella" not in json.dumps(answer)
            if answer["type"] == "error":
                assert answer["code"] in CODES
                assert answer["detail"]
        if not answers:
            # Nothing changed, so nobody is told: what was ticked off was read before.
            assert json.loads(frame)["type"] in ("mark_read", "mark_all_read")
        assert len([one for one in answers if one["type"] == "error"]) in (0, len(answers))

    answered()
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []
    assert not Notification.objects.filter(user=people[1]).exclude(read_at=None).exists()


def test_another_s_news_looks_absent(room):
    people, live, commits, tab = room
    others = list(Notification.objects.filter(user=people[1]).values_list("pk", flat=True))
    absent = send(live, commits, tab, json.dumps({"type": "mark_read", "id": 10**9}))
    for pk in others:
        assert send(live, commits, tab, json.dumps({"type": "mark_read", "id": pk})) == absent
    assert absent[0]["code"] == "not_found"


def test_the_socket_needs_no_more_memory_after_many_frames(room):
    _, live, commits, tab = room

    @given(frames)
    def sent(frame):
        send(live, commits, tab, frame)

    sent()
    tracemalloc.start()
    try:
        sent()
        gc.collect()
        first, _ = tracemalloc.get_traced_memory()
        sent()
        gc.collect()
        second, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert second - first < ROOM
