"""Django's test client, after whose requests the story settles."""

from collections.abc import Callable
from typing import Any

from django.test import Client


class StoryClient(Client):
    """A browser without a screen."""

    def __init__(self, settle: Callable[[], None], **defaults: Any) -> None:
        self._settle = settle
        super().__init__(**defaults)

    def request(self, **request: Any) -> Any:
        """Send a request, and let everything happen that follows from it."""
        response = super().request(**request)
        self._settle()
        return response
