"""What a client may say on the live channel, and how a frame that says something else is answered."""

import json

LARGEST_FRAME = 16 * 1024  # characters; the longest legal request has fewer than a hundred.
LARGEST_NUMBER = 2**63 - 1  # what the database's big integers hold

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
        raise BadFrame("too_large", f"A request has at most {LARGEST_FRAME} characters.")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFrame("malformed", "A request is a JSON object; this is not JSON.") from None
    if not isinstance(frame, dict):
        raise BadFrame("malformed", 'A request is a JSON object such as {"type": "get_unread_count"}.')
    name = frame.get("type")
    if not isinstance(name, str) or name not in REQUESTS:
        raise BadFrame("unknown_type", f"The type of a request is one of {', '.join(REQUESTS)}.")
    if REQUESTS[name] is None:
        return name, None
    field, least = REQUESTS[name]
    number = frame.get(field)
    if type(number) is not int or not least <= number <= LARGEST_NUMBER:
        raise BadFrame("bad_field", f"“{name}” takes “{field}”, a whole number from {least} on.")
    return name, number
