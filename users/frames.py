"""What a client may say on the live channel, and how a frame that says something else is answered."""

import json
from collections import deque
from datetime import datetime, timedelta
from enum import Enum

LARGEST_FRAME = 16 * 1024  # characters; the longest legal request has fewer than a hundred.
LARGEST_NUMBER = 2**63 - 1  # what the database's big integers hold

# A page asks when it opens and every 30 seconds; working through what was missed takes a request for each 50.
MOST_FRAMES = 30
WINDOW = timedelta(seconds=10)
# A program that has not slowed down after so many refusals does not read them.
MOST_REFUSED = 30

# Request → the whole number it carries, with the least it can be; None where it carries nothing.
REQUESTS: dict[str, tuple[str, int] | None] = {
    "get_unread_count": None,
    "mark_read": ("id", 1),
    "mark_all_read": None,
    "since": ("sequence", 0),
}


class BadFrame(Exception):
    """A frame that is no request: `code` for the client's program, the message for the person behind it."""

    def __init__(self, code: str, detail: str):
        super().__init__(detail)
        self.code = code


def request_of(text: str | None) -> tuple[str, int | None]:
    """The request in a text frame and its number; raises BadFrame, saying what was expected."""
    if text is None:
        raise BadFrame("binary", "Send requests as text frames; this one was binary.")
    if len(text) > LARGEST_FRAME:
        raise BadFrame("too_large", f"A request can have at most {LARGEST_FRAME} characters.")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFrame("malformed", "A request must be a JSON object; this is not JSON.") from None
    if not isinstance(frame, dict):
        raise BadFrame("malformed", 'A request must be a JSON object such as {"type": "get_unread_count"}.')
    name = frame.get("type")
    if not isinstance(name, str) or name not in REQUESTS:
        raise BadFrame("unknown_type", f"The type of a request must be one of {', '.join(REQUESTS)}.")
    if REQUESTS[name] is None:
        return name, None
    field, least = REQUESTS[name]
    number = frame.get(field)
    if type(number) is not int or not least <= number <= LARGEST_NUMBER:
        raise BadFrame("bad_field", f"“{name}” needs “{field}”, a whole number of at least {least}.")
    return name, number


class Verdict(Enum):
    """What becomes of a frame."""

    ANSWER = "answer"
    REFUSE = "refuse"
    CLOSE = "close"


class FrameLimit:
    """The frames that one socket sent within the window, refused ones included."""

    def __init__(self) -> None:
        self._times: deque[datetime] = deque(maxlen=MOST_FRAMES + MOST_REFUSED + 1)

    def verdict(self, now: datetime) -> Verdict:
        """Count a frame that came in `now`; returns what is to become of it."""
        # A clock that was set back leaves times that lie ahead; they count no more than old ones.
        while self._times and not now - WINDOW < self._times[0] <= now:
            self._times.popleft()
        self._times.append(now)
        if len(self._times) <= MOST_FRAMES:
            return Verdict.ANSWER
        return Verdict.REFUSE if len(self._times) <= MOST_FRAMES + MOST_REFUSED else Verdict.CLOSE


def too_many_requests() -> BadFrame:
    """The answer to a frame above the limit."""
    seconds = int(WINDOW.total_seconds())
    return BadFrame(
        "too_many_requests",
        f"At most {MOST_FRAMES} requests in {seconds} seconds are allowed. Wait, then try again.",
    )
