"""Live updates: what one tab has been sent, and which of its frames a step has named."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from features.drivers.spoken_of import SpokenOf
from timeskip.stacks.protocol import SocketLike


@dataclass
class Tab:
    """A person's socket, and what the page's script knows: the count and the last sequence."""

    person: str
    client: Client
    socket: SocketLike
    # The last sequence that a tab before this one showed.
    shown_before: int = 0
    # How often its reader has asked for something.
    requests: int = 0
    silent: bool = False
    # Frames by their places.
    _spoken_of: SpokenOf = field(default_factory=lambda: SpokenOf(int))

    def request(self, **frame: Any) -> None:
        """Send a request, as the page's script does."""
        self.send(json.dumps(frame))

    def send(self, data: str | bytes) -> None:
        """Send this, whatever it is."""
        self.requests += 1
        self.socket.send(data)

    def ask_for_missed(self) -> None:
        """Ask for the notifications after the last one that this tab has shown."""
        self.request(type="since", sequence=self.last_sequence)

    @property
    def frames(self) -> list[dict[str, Any]]:
        return self.socket.frames

    @property
    def unseen(self) -> list[dict[str, Any]]:
        """The frames that no step has named."""
        return [self.frames[place] for place in self._unseen_places]

    @property
    def further(self) -> list[dict[str, Any]]:
        """The frames that no step has spoken of."""
        return [self.frames[place] for place in self._spoken_of.further(range(len(self.frames)))]

    @property
    def count(self) -> int | None:
        """The last count of unread notifications that arrived."""
        counts = [frame[key] for frame in self.frames for key in ("count", "unread_count") if key in frame]
        return counts[-1] if counts else None

    @property
    def last_sequence(self) -> int:
        """The sequence of the newest notification that this tab, or the one before it, has shown."""
        shown = [
            frame["notification"]["sequence"] for frame in self.frames if frame["type"] == "notification"
        ]
        return max([self.shown_before, *shown])

    def see(self, message: str) -> dict[str, Any]:
        """Return the frame of the first notification with this message, and count it as named."""
        place = next(
            place
            for place in self._unseen_places
            if self.frames[place]["type"] == "notification"
            and self.frames[place]["notification"]["message"] == message
        )
        self._spoken_of.name(place)
        return self.frames[place]

    def take(self, frame_type: str) -> list[dict[str, Any]]:
        """Return the frames of one type, and count them as named."""
        places = [place for place in self._unseen_places if self.frames[place]["type"] == frame_type]
        self._spoken_of.name(*places)
        return [self.frames[place] for place in places]

    @property
    def _unseen_places(self) -> list[int]:
        return self._spoken_of.unnamed(range(len(self.frames)))
