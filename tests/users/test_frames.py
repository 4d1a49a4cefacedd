"""Which frames a client may send, and the answer to every other frame."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from users.frames import BadFrame, FrameLimit, Verdict, request_of, too_many_requests

LARGEST = 9_223_372_036_854_775_807  # of a signed 64-bit integer


def answer_to(text: str | None) -> tuple[str, str]:
    """The code and the words of the refusal."""
    with pytest.raises(BadFrame) as refused:
        request_of(text)
    return refused.value.code, str(refused.value)


@pytest.mark.parametrize(
    ("frame", "request_"),
    [
        ({"type": "get_unread_count"}, ("get_unread_count", None)),
        ({"type": "mark_all_read"}, ("mark_all_read", None)),
        ({"type": "mark_read", "id": 1}, ("mark_read", 1)),
        ({"type": "mark_read", "id": LARGEST}, ("mark_read", LARGEST)),
        ({"type": "since", "sequence": 0}, ("since", 0)),
        ({"type": "since", "sequence": LARGEST}, ("since", LARGEST)),
        # What it does not know it leaves alone: newer clients may say more.
        ({"type": "mark_all_read", "id": "x", "tab": 3}, ("mark_all_read", None)),
    ],
)
def test_valid_request(frame, request_):
    assert request_of(json.dumps(frame)) == request_


def test_a_binary_frame():
    assert answer_to(None) == ("binary", "Send requests as text frames; this one was binary.")


@pytest.mark.parametrize("text", ["", "hello", "{", "{'type': 'since'}", "[" * 16_000, "9" * 16_000])
def test_invalid_json(text):
    assert answer_to(text) == ("malformed", "A request must be a JSON object; this is not JSON.")


@pytest.mark.parametrize("text", ["[]", "null", "1", '"get_unread_count"', "NaN"])
def test_json_without_an_object(text):
    assert answer_to(text) == (
        "malformed",
        'A request must be a JSON object such as {"type": "get_unread_count"}.',
    )


@pytest.mark.parametrize(
    "frame",
    [
        {},
        {"type": None},
        {"type": ["since"]},
        {"type": {}},
        {"type": "Since"},
        {"type": "send_frame"},
        # Names of the channel layer's messages, which are not a client's to send.
        {"type": "inbox_changed"},
        {"type": "session.ended"},
    ],
)
def test_an_unknown_type(frame):
    assert answer_to(json.dumps(frame)) == (
        "unknown_type",
        "The type of a request must be one of get_unread_count, mark_read, mark_all_read, since.",
    )


@pytest.mark.parametrize("number", [None, 0, -1, 1.0, "1", True, [1], LARGEST + 1])
def test_invalid_notification_id(number):
    assert answer_to(json.dumps({"type": "mark_read", "id": number})) == (
        "bad_field",
        "“mark_read” needs “id”, a whole number of at least 1.",
    )


@pytest.mark.parametrize("number", [None, -1, 0.0, "0", False, LARGEST + 1])
def test_invalid_sequence(number):
    assert answer_to(json.dumps({"type": "since", "sequence": number})) == (
        "bad_field",
        "“since” needs “sequence”, a whole number of at least 0.",
    )


@pytest.mark.parametrize("name", ["mark_read", "since"])
def test_missing_number(name):
    code, _ = answer_to(json.dumps({"type": name}))
    assert code == "bad_field"


def test_frame_size_limit():
    request = '{"type": "mark_all_read"}'
    assert request_of(request.ljust(16_384)) == ("mark_all_read", None)
    assert answer_to(request.ljust(16_385)) == ("too_large", "A request can have at most 16384 characters.")


NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)


def verdicts(limit: FrameLimit, count: int, now: datetime = NOW) -> list[Verdict]:
    return [limit.verdict(now) for _ in range(count)]


def test_frame_limit_answers_thirty_and_refuses_thirty():
    expected = [Verdict.ANSWER] * 30 + [Verdict.REFUSE] * 30 + [Verdict.CLOSE] * 2
    assert verdicts(FrameLimit(), 62) == expected


def test_frame_limit_window_is_ten_seconds():
    limit = FrameLimit()
    verdicts(limit, 30)
    assert limit.verdict(NOW + timedelta(seconds=9.999)) is Verdict.REFUSE
    assert limit.verdict(NOW + timedelta(seconds=10)) is Verdict.ANSWER


def test_frame_limit_allows_three_per_second():
    limit = FrameLimit()
    found = {limit.verdict(NOW + timedelta(seconds=n / 3)) for n in range(300)}
    assert found == {Verdict.ANSWER}


def test_frame_limit_survives_a_clock_set_back():
    limit = FrameLimit()
    verdicts(limit, 61)
    assert limit.verdict(NOW - timedelta(hours=1)) is Verdict.ANSWER


def test_too_many_requests_names_the_limit():
    error = too_many_requests()
    assert (error.code, str(error)) == (
        "too_many_requests",
        "At most 30 requests in 10 seconds are allowed. Wait, then try again.",
    )
