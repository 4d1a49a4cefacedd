"""Words: what stands in braces in a phrase, each with its shape, its meaning and an example.

A word that looks right and is wrong (“Friday 8 March 2025” is a Saturday) fails its step, and the failure says what
was expected. So shapes are wide: a word that is nearly right is recognised and then corrected.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone

# The shape of a day, for `Word("day", DAY, date, to_day, "Friday 7 March 2025")`.
DAY = r"(?:[A-Z][a-z]+ )?\d{1,2} [A-Z][a-z]+ \d{4}"
# The shape of a moment, which `to_moment` reads.
MOMENT = rf"{DAY} \d{{1,2}}:\d\d"


@dataclass(frozen=True)
class Word:
    """One kind of word: its name in braces, its shape (a regular expression), the type of its value, an example.

    meaning: what a writer has to know besides, for the dictionary.
    """

    name: str
    pattern: str
    type: type
    transform: Callable[[str], object]
    example: str
    meaning: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """Every word that it may be, as it is written in a phrase; none where `one_of` does not read it."""
        known = self.transform.words if isinstance(self.transform, OneOf) else ()
        return tuple(f'"{word}"' if self.example.startswith('"') else word for word in known)


@dataclass(frozen=True)
class Note:
    """What the dictionary says besides its words and phrases: a title, and lines of text."""

    title: str
    lines: tuple[str, ...]


def to_day(text: str) -> date:
    """Read “Friday 7 March 2025”, with or without the weekday; ValueError for no such day or another weekday."""
    try:
        *weekday, number, month, year = text.split() if re.fullmatch(DAY, text) else [""] * 3
        day = datetime.strptime(f"{number} {month} {year}", "%d %B %Y").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        raise ValueError(f"“{text}” is not a day of the calendar. Write it as in Friday 7 March 2025.") from None
    if weekday and f"{day:%A}" != weekday[0]:
        raise ValueError(f"{number} {month} {year} is a {day:%A}, not a {weekday[0]}.")
    return day


def to_moment(text: str) -> datetime:
    """Read “Monday 17 March 2025 09:00” in settings.TIME_ZONE.

    ValueError for anything else, and in the hour that clocks skip in spring.
    """
    if not re.fullmatch(MOMENT, text):
        raise ValueError(f"“{text}” is not a moment. Write it as in Monday 17 March 2025 09:00.")
    day, _, clock = text.rpartition(" ")
    hour, minute = map(int, clock.split(":"))
    if hour > 23 or minute > 59:
        raise ValueError(f"“{clock}” is not a time of day. Write it as in 09:00.")
    wall = datetime.combine(to_day(day), datetime.min.time().replace(hour=hour, minute=minute))
    moment = timezone.make_aware(wall)
    if timezone.localtime(moment.astimezone(UTC)).hour != hour:
        raise ValueError(f"There is no {clock} on {day}: clocks go forward over it.")
    return moment


@dataclass(frozen=True)
class OneOf:
    """Reads one of `words`, quoted or not, as its value; ValueError names them all for any other."""

    words: Mapping[str, str]
    noun: str

    def __call__(self, text: str) -> str:
        word = text.strip('"')
        if word not in self.words:
            raise ValueError(f"There is no {self.noun} “{word}”. Choose from: {', '.join(self.words)}.")
        return self.words[word]


def one_of(words: Mapping[str, str], noun: str) -> OneOf:
    """Return a transformer of one of `words` to its value; the dictionary lists them all."""
    return OneOf(words, noun)


def label_of(words: Mapping[str, str], code: str) -> str:
    """Return the word that stands for a value; StopIteration where none does."""
    return next(label for label, known in words.items() if known == code)
