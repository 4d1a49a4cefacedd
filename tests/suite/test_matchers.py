"""What a failed expectation says: what was expected, and what was there instead."""

from types import SimpleNamespace

import pytest
from hamcrest import assert_that, contains_string

from features.drivers.matchers import (
    has_frame_saying,
    has_letter,
    has_line,
    has_notification,
    is_nothing,
)


def letters(*subjects: str) -> list:
    return [SimpleNamespace(subject=subject) for subject in subjects]


def notifications(*messages: str) -> list:
    return [SimpleNamespace(message=message) for message in messages]


def frames(*messages: str) -> list:
    return [{"type": "notification", "notification": {"message": message}} for message in messages]


def failure(items, matcher) -> str:
    with pytest.raises(AssertionError) as failed:
        assert_that(items, matcher)
    return str(failed.value)


@pytest.mark.parametrize(
    ("items", "matcher"),
    [
        (letters("One", "Two"), has_letter("Two")),
        (notifications("One", "Two"), has_notification("One")),
        ([*frames("One"), {"type": "unread_count", "count": 1}], has_frame_saying("One")),
        (["One", "Two"], has_line("Two")),
        ([], is_nothing("e-mail")),
    ],
)
def test_what_is_there_matches(items, matcher):
    assert matcher.matches(items)


@pytest.mark.parametrize(
    ("items", "matcher", "expected"),
    [
        (letters("One", "Two"), has_letter("Thre"), "an e-mail “Thre”"),
        (notifications("One", "Two"), has_notification("On"), "a notification “On”"),
        (frames("One", "Two"), has_frame_saying("one"), "a live notification “one”"),
        (["One", "Two"], has_line("Tw"), "a line “Tw”"),
        (["One", "Two"], is_nothing("e-mail"), "no e-mail"),
    ],
)
def test_what_is_there_instead_is_listed(items, matcher, expected):
    assert failure(items, matcher) == f"\nExpected: {expected}\n     but: \n    · One\n    · Two\n"


@pytest.mark.parametrize(
    ("matcher", "expected", "said"),
    [
        (has_letter("One"), "an e-mail “One”", "there was no e-mail at all"),
        (has_notification("One"), "a notification “One”", "there was no notification at all"),
        (has_frame_saying("One"), "a live notification “One”", "there was no live notification at all"),
        (has_line("One"), "a line “One”", "there was no line at all"),
    ],
)
def test_where_nothing_is_there_it_says_so(matcher, expected, said):
    assert failure([], matcher) == f"\nExpected: {expected}\n     but: {said}\n"


def test_a_frame_that_tells_nothing_is_shown_as_it_came():
    count = {"type": "unread_count", "count": 3}
    said = failure([count, *frames("One")], has_frame_saying("Two"))
    assert_that(said, contains_string("    · {'type': 'unread_count', 'count': 3}\n    · One"))


def test_half_a_sentence_is_not_the_sentence():
    assert not has_notification("One").matches(notifications("One and more"))
