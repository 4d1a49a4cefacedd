"""What pages and the API answer: every request of every browser and program passes here."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.test import Client

# The field of a form in which a page keeps the stage that it shows.
SEEN_AT = re.compile(r'name="(?:from|seen_at)" value="(\w+)"')
# A page of this kind can be read; a PDF cannot.
PAGE = "text/html"
READABLE = (PAGE, "application/json", "text/csv")


@dataclass(frozen=True)
class Answered:
    """One answer that somebody who is logged in could read. `asked` is what the request named."""

    user_id: int
    address: str
    asked: str
    text: str

    @property
    def stages_seen(self) -> list[str]:
        """The stages from which the page's forms move an application."""
        return SEEN_AT.findall(self.text)


class Answers:
    """Keeps what was answered until it is taken."""

    def __init__(self) -> None:
        self._kept: list[Answered] = []
        self._askers: set[int] = set()
        self._last_pages: dict[int, Answered] = {}

    def __len__(self) -> int:
        return len(self._kept) + len(self._askers)

    def take(self) -> tuple[Answered, ...]:
        """Return what was answered since the last call, oldest first."""
        kept, self._kept = tuple(self._kept), []
        return kept

    @property
    def last_pages(self) -> tuple[Answered, ...]:
        """The page that each reader was shown last."""
        return tuple(self._last_pages.values())

    def take_askers(self) -> frozenset[int]:
        """Return the ids of those who have asked for anything since the last call, whatever came of it."""
        askers, self._askers = frozenset(self._askers), set()
        return askers

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what Django's test clients receive in this block."""
        request_of = Client.request

        def request(client: Client, **sent: Any) -> Any:
            response = request_of(client, **sent)
            self._keep(response, sent)
            return response

        with patch.object(Client, "request", request):
            yield

    def _keep(self, response: Any, sent: dict[str, Any]) -> None:
        request = getattr(response, "wsgi_request", None)
        user_id = getattr(getattr(request, "user", None), "pk", None)
        if user_id is None:
            return
        self._askers.add(user_id)
        if response.streaming:
            return
        if response.headers.get("Content-Type", "").startswith(READABLE):
            asked = f"{request.get_full_path()} {getattr(request, '_post', '')} {_data_asked_with(response)}"
            answered = Answered(user_id, request.path, asked, response.content.decode())
            self._kept.append(answered)
            if response.status_code == 200 and response.headers["Content-Type"].startswith(PAGE):
                self._last_pages[user_id] = answered


def _data_asked_with(response: Any) -> Any:
    """Return what a request to the API held; nothing for one to a page."""
    asked = getattr(response, "renderer_context", {}).get("request")
    return getattr(asked, "data", "")
