"""What the year is played on: the suite's clock, task queue and mailbox, and the installation's own files."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings
from features.support.django_runner import SUITE_SETTINGS
from features.support.stacks.embedded import Embedded


class _Folder:
    """Files are kept where the installation keeps them."""

    def look(self) -> None:
        """Nobody takes them down."""

    def clear(self) -> None:
        """They are what the year is played for."""


class DemoStack(Embedded):
    """The suite's drivers, but for the files."""

    name = "demo"

    def shelf(self, evidence) -> _Folder:
        return _Folder()


@contextmanager
def demo_stack() -> Iterator[DemoStack]:
    """While this lasts the clock is the year's, and e-mail goes to the suite's mailbox."""
    ours = {name: SUITE_SETTINGS[name] for name in ("EMAIL_BACKEND", "CHANNEL_LAYERS")}
    stack = DemoStack(thrifty=True)
    with override_settings(**ours):
        stack.clock.start()
        # A year has a hundred thousand lines, and none that would surprise.
        logging.disable(logging.INFO)
        try:
            yield stack
        finally:
            logging.disable(logging.NOTSET)
            stack.clock.stop()
