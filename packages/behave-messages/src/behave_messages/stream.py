"""Where messages go: an envelope a line, as JSON."""

import json
from typing import Any, TextIO

import cucumber_messages as messages

SECOND = 10**9  # nanoseconds


def timestamp(moment: int) -> messages.Timestamp:
    """A moment in nanoseconds since 1970, as the standard says it."""
    return messages.Timestamp(seconds=moment // SECOND, nanos=moment % SECOND)


def duration(nanoseconds: int) -> messages.Duration:
    """A span of time, as the standard says it."""
    return messages.Duration(seconds=nanoseconds // SECOND, nanos=nanoseconds % SECOND)


class MessageStream:
    """Writes envelopes, each whole on a line of its own, so that a run that is killed can be read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, **message: Any) -> None:
        """Write one envelope: its only field and what is in it, a dataclass of the standard."""
        self.send_as_it_is(messages.message_converter.to_dict(messages.Envelope(**message)))

    def send_as_it_is(self, envelope: dict[str, Any]) -> None:
        """Write one envelope that is in the standard's form already."""
        # In ASCII: whatever encoding the stream has, and whatever half a character a step has attached.
        self._stream.write(f"{json.dumps(envelope, separators=(',', ':'))}\n")

    def flush(self) -> None:
        """Hand over to the file what was written."""
        self._stream.flush()
