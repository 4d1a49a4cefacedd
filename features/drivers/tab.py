"""One open tab: a socket, and what of its frames a scenario has spoken of."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from timeskip.stacks.protocol import SocketLike


@dataclass
class Tab:
    """A person's socket, as the program behind a page has it: it knows the count and the last sequence."""

    person: str
    client: Client
    socket: SocketLike
    # The last sequence that a tab before this one showed.
    shown_before: int = 0
    silent: bool = False
    _spoken_of: set[int] = field(default_factory=set)

    @property
    def frames(self) -> list[dict[str, Any]]:
        return self.socket.frames

    @property
    def unseen(self) -> list[dict[str, Any]]:
        """Frames that the scenario has not spoken of yet."""
        return [self.frames[place] for place in self._unseen_places]

    @property
    def count(self) -> int | None:
        """The last count of unread notifications that arrived."""
        counts = [frame["count"] for frame in self.frames if frame["type"] == "unread_count"]
        return counts[-1] if counts else None

    @property
    def last_sequence(self) -> int:
        """The sequence of the newest notification that this tab, or the one before it, has shown."""
        shown = [
            frame["notification"]["sequence"] for frame in self.frames if frame["type"] == "notification"
        ]
        return max([self.shown_before, *shown])

    def see(self, message: str) -> None:
        """Take the first notification with these words, and its count, off what is unseen."""
        places = self._unseen_places
        index = next(
            index
            for index, place in enumerate(places)
            if self.frames[place]["type"] == "notification"
            and self.frames[place]["notification"]["message"] == message
        )
        self._spoken_of.add(places[index])
        following = places[index + 1 : index + 2]
        self._spoken_of.update(place for place in following if self.frames[place]["type"] == "unread_count")

    def take(self, frame_type: str) -> list[dict[str, Any]]:
        """Take the frames of one type off what is unseen."""
        places = [place for place in self._unseen_places if self.frames[place]["type"] == frame_type]
        self._spoken_of.update(places)
        return [self.frames[place] for place in places]

    @property
    def _unseen_places(self) -> list[int]:
        return [place for place in range(len(self.frames)) if place not in self._spoken_of]
