"""Filters of the templates: marked words, times, the timeline before a failure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from markupsafe import Markup, escape

from living_docs.failure import failure_of, skip_reason
from living_docs.figures import counts_of, duration
from living_docs.model import Case
from living_docs.wording import words_of

# The last entries before a failure say most about it.
LINES_UNTIL_FAILURE = 60


def moment(seconds: float) -> str:
    """Seconds since 1970 as a date and time, in the time zone of the machine."""
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone():%-d %B %Y %H:%M}"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, split at blank lines."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def quotations(text: str) -> Markup:
    """Text with its quotations marked."""
    return Markup(re.sub(r"(&#34;.*?&#34;)", r"<q>\1</q>", str(escape(text))))  # noqa: S704 escaped before


def placeholders(text: str) -> Markup:
    """An outline's title with its placeholders marked."""
    return Markup(re.sub(r"&lt;(.*?)&gt;", r"<i>‹\1›</i>", str(escape(text))))  # noqa: S704 escaped before


def parameters(text: str) -> Markup:
    """A phrase with its parameters marked."""
    return Markup(re.sub(r"(\{\w*\})", r"<i>\1</i>", str(escape(text))))  # noqa: S704 escaped before


@dataclass(frozen=True)
class Line:
    """A line of a timeline: a day, or what happened at a time of that day."""

    day: str = ""
    time: str = ""
    kind: str = ""
    words: str = ""


def timeline_until_failure(case: Case) -> list[Line]:
    """The last entries before a case failed, with a line for each day."""
    entries = [entry for step in case.steps for entry in step.entries if entry.at]
    lines, day = [], ""
    for entry in entries[-LINES_UNTIL_FAILURE:]:
        at = datetime.fromisoformat(entry.at)
        if (its_day := f"{at:%A %-d %B %Y}") != day:
            day = its_day
            lines.append(Line(day=day))
        times = f" ({entry.data['times']} times)" if "times" in entry.data else ""
        lines.append(Line(time=f"{at:%H:%M}", kind=entry.kind, words=f"{words_of(entry)}{times}"))
    return lines


def first_items(mapping: dict, count: int) -> Iterable[tuple]:
    """The first items of a mapping."""
    return islice(mapping.items(), count)


FILTERS = {
    "counts": counts_of,
    "duration": duration,
    "failure": failure_of,
    "first_items": first_items,
    "moment": moment,
    "paragraphs": paragraphs,
    "parameters": parameters,
    "placeholders": placeholders,
    "quotations": quotations,
    "skip_reason": skip_reason,
    "timeline_until_failure": timeline_until_failure,
    "title_case": lambda words: words.replace("_", " ").capitalize(),
}
