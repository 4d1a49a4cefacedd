"""PyHamcrest matchers that answer with what was there instead."""

from collections.abc import Iterable, Sequence
from typing import Any

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description

from timeskip.mail import Email
from users.models import Notification


class _Listing(BaseMatcher):
    """Matches a list by one of its items, and shows the whole list where none matches."""

    noun: str

    def __init__(self, wanted: Any) -> None:
        self.wanted = wanted

    def words_of(self, item: Any) -> str:
        """What an item is compared and shown by."""
        raise NotImplementedError

    def fits(self, item: Any) -> bool:
        return self.words_of(item) == self.wanted

    def _matches(self, items: Sequence[Any]) -> bool:
        return any(self.fits(item) for item in items)

    def describe_to(self, description: Description) -> None:
        description.append_text(f"{self.noun} “{self.wanted}”")

    def describe_mismatch(self, items: Sequence[Any], description: Description) -> None:
        description.append_text(shown(self.noun, [self.words_of(item) for item in items]))


class _LetterTitled(_Listing):
    noun = "an e-mail"

    def words_of(self, item: Email) -> str:
        return item.subject


class _ToldOf(_Listing):
    noun = "a notification"

    def words_of(self, item: Notification) -> str:
        return item.message


class _FrameSaying(_Listing):
    noun = "a live notification"

    def words_of(self, item: dict) -> str:
        if item["type"] == "notification":
            return item["notification"]["message"]
        return str(item)


class _Line(_Listing):
    noun = "a line"

    def words_of(self, item: str) -> str:
        return item


class _Nothing(BaseMatcher):
    """Matches an empty list, and shows what is in it otherwise."""

    def __init__(self, noun: str) -> None:
        self.noun = noun

    def _matches(self, items: Iterable[Any]) -> bool:
        return not items

    def describe_to(self, description: Description) -> None:
        description.append_text(f"no {self.noun}")

    def describe_mismatch(self, items: Iterable[Any], description: Description) -> None:
        description.append_text(shown(self.noun, [str(item) for item in items]))


def shown(noun: str, items: list[str]) -> str:
    """A list on lines of its own, or that there is none."""
    if not items:
        return f"there was no {noun.removeprefix('an ').removeprefix('a ')} at all"
    return "\n" + "\n".join(f"    · {item}" for item in items)


def has_letter(subject: str) -> BaseMatcher:
    """Matches a mailbox that holds a letter with this subject."""
    return _LetterTitled(subject)


def has_notification(message: str) -> BaseMatcher:
    """Matches notifications of which one says exactly this."""
    return _ToldOf(message)


def has_frame_saying(message: str) -> BaseMatcher:
    """Matches frames of which one is a notification that says exactly this."""
    return _FrameSaying(message)


def has_line(words: str) -> BaseMatcher:
    """Matches lines of which one says exactly this."""
    return _Line(words)


def is_nothing(noun: str) -> BaseMatcher:
    """Matches an empty list of `noun`."""
    return _Nothing(noun)
