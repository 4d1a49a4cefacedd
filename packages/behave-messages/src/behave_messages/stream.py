"""Writes messages: one envelope per line, as JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any, TextIO

import cucumber_messages as messages

SECOND = 10**9  # nanoseconds


def timestamp(moment: int) -> messages.Timestamp:
    """Nanoseconds since 1970 as a timestamp of the standard."""
    return messages.Timestamp(seconds=moment // SECOND, nanos=moment % SECOND)


def duration(nanoseconds: int) -> messages.Duration:
    """Nanoseconds as a duration of the standard."""
    return messages.Duration(seconds=nanoseconds // SECOND, nanos=nanoseconds % SECOND)


class MessageStream:
    """Writes each envelope on one line, so that the messages of a killed run can be read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, **message: Any) -> None:
        """Write one envelope, given its only field and a dataclass of the standard."""
        self.send_as_it_is(messages.message_converter.to_dict(messages.Envelope(**message)))

    def send_attachment(self, attachment: messages.Attachment | messages.ExternalAttachment) -> None:
        """Write an attachment that knows its step or hook."""
        is_inside = isinstance(attachment, messages.Attachment)
        self.send(**{"attachment" if is_inside else "external_attachment": attachment})

    def send_as_it_is(self, envelope: dict[str, Any]) -> None:
        """Write one envelope that is a dictionary already."""
        # In ASCII, because the stream may have any encoding, and a step may attach half a surrogate pair.
        self._stream.write(f"{json.dumps(envelope, separators=(',', ':'))}\n")

    @contextmanager
    def collected(self) -> Iterator[TextIO]:
        """While this lasts, messages go into the text that it yields."""
        stream, self._stream = self._stream, StringIO()
        try:
            yield self._stream
        finally:
            self._stream = stream

    def collect(self) -> None:
        """Keep messages from now on, for `taken`."""
        self._stream = StringIO()

    def taken(self) -> str:
        """What was kept since the last call."""
        text = self._stream.getvalue()
        self._stream = StringIO()
        return text

    def write(self, text: str) -> None:
        """Write messages that were collected."""
        self._stream.write(text)

    def flush(self) -> None:
        """Flush what was written to the file."""
        self._stream.flush()
