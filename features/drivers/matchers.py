"""PyHamcrest matchers that answer in people's words: what was expected, what was there, what differs."""

from collections.abc import Iterable, Sequence, Sized
from typing import Any

from hamcrest import assert_that
from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description

from features.doors.protocol import Told
from features.drivers.shown import MOST_ITEMS, difference, listed, nearest, plural, shown
from timeskip import looked_at
from timeskip.mail import Email
from users.models import Notification


class _Listing(BaseMatcher):
    """Matches a list by one of its items, and shows the list where none matches, the nearest first."""

    noun: str

    def __init__(self, wanted: Any) -> None:
        self.wanted = wanted

    def words_of(self, item: Any) -> str:
        """What an item is compared and shown by."""
        raise NotImplementedError

    def _matches(self, items: Sequence[Any]) -> bool:
        return any(self.words_of(item) == self.wanted for item in items)

    def describe_to(self, description: Description) -> None:
        description.append_text(f"{self.noun} “{self.wanted}”")

    def describe_mismatch(self, items: Sequence[Any], description: Description) -> None:
        words = [self.words_of(item) for item in items]
        near = nearest(self.wanted, words)
        if near is not None:
            description.append_text(f"the nearest differs\n{difference(self.wanted, near)}\nThere is")
        description.append_text(_all_of_it(self.noun, words))


class _EmailWithSubject(_Listing):
    noun = "an e-mail"

    def words_of(self, item: Email) -> str:
        return item.subject


class _NotificationSaying(_Listing):
    noun = "a notification"

    def words_of(self, item: Notification | Told) -> str:
        return item.message


class _FrameSaying(_Listing):
    noun = "a live notification"

    def words_of(self, item: dict) -> str:
        return shown(item)


class _Line(_Listing):
    noun = "a line"

    def words_of(self, item: str) -> str:
        return item


class _Nothing(BaseMatcher):
    """Matches an empty list, and shows what is in it otherwise."""

    def __init__(self, noun: str) -> None:
        self.noun = noun

    def _matches(self, items: Sized) -> bool:
        return not items

    def describe_to(self, description: Description) -> None:
        description.append_text(f"no {self.noun}")

    def describe_mismatch(self, items: Iterable[Any], description: Description) -> None:
        description.append_text(_all_of_it(self.noun, list(map(_words, items))))


class _Count(BaseMatcher):
    """Matches a list by its length, and shows what is in it otherwise."""

    def __init__(self, count: int, noun: str) -> None:
        self.count, self.noun = count, noun

    def _matches(self, items: Sized) -> bool:
        return len(items) == self.count

    def describe_to(self, description: Description) -> None:
        description.append_text(plural(self.count, self.noun))

    def describe_mismatch(self, items: Sequence[Any], description: Description) -> None:
        verb = "is" if len(items) < 2 else "are"
        description.append_text(f"there {verb} {plural(len(items), self.noun)}")
        if items:
            description.append_text(_all_of_it(self.noun, list(map(_words, items))))


class _Value(BaseMatcher):
    """Matches one value, and shows both in people's words."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def _matches(self, found: Any) -> bool:
        return found == self.value

    def describe_to(self, description: Description) -> None:
        description.append_text(shown(self.value))

    def describe_mismatch(self, found: Any, description: Description) -> None:
        description.append_text(shown(found))
        if isinstance(found, str) and isinstance(self.value, str) and nearest(self.value, [found]):
            description.append_text(f"\n{difference(self.value, found)}")


def _words(item: Any) -> str:
    return item if isinstance(item, str) else shown(item)


def _all_of_it(noun: str, items: list[str]) -> str:
    """A list on lines of its own, or that there is none; all of a long one is attached to the step."""
    if not items:
        return f"there was no {noun.removeprefix('an ').removeprefix('a ')} at all"
    if len(items) > MOST_ITEMS:
        looked_at("\n".join(items), name="all of it.txt")
    return listed(items)


def has_email(subject: str) -> BaseMatcher:
    """Matches e-mails of which one has this subject."""
    return _EmailWithSubject(subject)


def has_notification(message: str) -> BaseMatcher:
    """Matches notifications of which one says exactly this."""
    return _NotificationSaying(message)


def has_frame_saying(message: str) -> BaseMatcher:
    """Matches frames of which one is a notification that says exactly this."""
    return _FrameSaying(message)


def has_line(words: str) -> BaseMatcher:
    """Matches lines of which one says exactly this."""
    return _Line(words)


def has_count(count: int, noun: str) -> BaseMatcher:
    """Matches a list of this many of `noun`."""
    return _Count(count, noun)


def is_nothing(noun: str) -> BaseMatcher:
    """Matches an empty list of `noun`."""
    return _Nothing(noun)


def is_value(value: Any) -> BaseMatcher:
    """Matches exactly this value."""
    return _Value(value)


def assert_none(noun: str, items: Sequence[Any], *, among: str) -> None:
    """Fail where there is any of `noun`; else attach to the step what there was to look at."""
    assert_that(items, is_nothing(noun), among)
    looked_at(f"There was no {noun} among {among}.")
