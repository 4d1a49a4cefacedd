"""A breach: a story after which something is not as it always has to be."""

import re
import traceback
from dataclasses import dataclass

from timeskip.gherkin.failure import said_of

# What differs between two breaches of one kind: amounts, days, names in quotes.
_PARTICULARS = re.compile(r"“[^”]*”|\"[^\"]*\"|\d[\d,.:]*")

MOST_LINES = 12  # of a traceback
_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True)
class Breach:
    """What failed: the kind of failure, the same for all stories that fail so, and what it said."""

    kind: str
    said: str

    @property
    def title(self) -> str:
        """The kind as a scenario's title: its first sentence."""
        return _END.split(" ".join(self.kind.split()), maxsplit=1)[0].rstrip(".:")


def breach_of(error: BaseException | None, message: str | None) -> Breach:
    """Return the breach that a failed step is."""
    reason = said_of(error, message)
    if error is None or isinstance(error, AssertionError):
        return Breach(_PARTICULARS.sub("…", reason.split("\n")[0]), reason)
    reason = "\n".join(reason.splitlines()[-MOST_LINES:])
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {frames[-1].name}" if frames else ""
    text = str(error).split("\n")[0]
    return Breach(_PARTICULARS.sub("…", f"{type(error).__name__}{place}: {text}"), reason)
