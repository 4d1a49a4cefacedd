"""Words: what stands in braces in a phrase, each with its shape, its meaning and an example.

A word that looks right and is wrong (“Friday 8 March 2025” is a Saturday) fails its step, and the failure says what
was expected. So shapes are wide: a word that is nearly right is recognised and then corrected.
"""

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
    """One kind of word: its name in braces, its shape (a regular expression), its type, its meaning, an example."""

    name: str
    pattern: str
    type: type
    transform: Callable[[str], object]
    example: str


def to_day(text: str) -> date:
    """Read “Friday 7 March 2025”, with or without the weekday; ValueError where the weekday is another."""
    *weekday, number, month, year = text.split()
    try:
        day = datetime.strptime(f"{number} {month} {year}", "%d %B %Y").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        raise ValueError(f"“{text}” is not a day of the calendar. Write it as in Friday 7 March 2025.") from None
    if weekday and f"{day:%A}" != weekday[0]:
        raise ValueError(f"{number} {month} {year} is a {day:%A}, not a {weekday[0]}.")
    return day


def to_moment(text: str) -> datetime:
    """Read “Monday 17 March 2025 09:00” in settings.TIME_ZONE; ValueError in the hour that clocks skip in spring."""
    day, _, clock = text.rpartition(" ")
    hour, minute = map(int, clock.split(":"))
    if hour > 23 or minute > 59:
        raise ValueError(f"“{clock}” is not a time of day. Write it as in 09:00.")
    wall = datetime.combine(to_day(day), datetime.min.time().replace(hour=hour, minute=minute))
    moment = timezone.make_aware(wall)
    if timezone.localtime(moment.astimezone(UTC)).hour != hour:
        raise ValueError(f"There is no {clock} on {day}: clocks go forward over it.")
    return moment


def one_of(words: Mapping[str, str], noun: str) -> Callable[[str], str]:
    """Return a transformer of one of `words`, quoted or not, to its value; it names them all for any other."""

    def transform(text: str) -> str:
        word = text.strip('"')
        if word not in words:
            raise ValueError(f"There is no {noun} “{word}”. There is: {', '.join(words)}.")
        return words[word]

    return transform


def label_of(words: Mapping[str, str], code: str) -> str:
    """Return the word that stands for a value; StopIteration where none does."""
    return next(label for label, known in words.items() if known == code)
