"""A story of the demo: the installation's database and files, its own clock, no real e-mail."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db import transaction
from django.test import override_settings

from applications import tasks
from crm_backend.celery import app
from timeskip import Story

# Beat entries that look for work left undone by a failure. A demo year has no failures.
REPAIRS = frozenset({"deliver_outbox", "import_left_behind", "draw_up_left_behind"})
# Nobody reads the timeline of a year: with every letter in it, it would take hundreds of megabytes.
MOST_KEPT = 100


@contextmanager
def demo_story() -> Iterator[Story]:
    """Run a story whose rows and files are kept, unless it is stopped on the way: then neither is."""
    # A year would log a hundred thousand lines, none of them interesting.
    logging.disable(logging.INFO)
    try:
        with (
            # With DEBUG Django would keep the text of each statement. Without a page open nothing is pushed.
            override_settings(EMAIL_BACKEND="demo.mail.MailServer", CHANNEL_LAYERS={}, DEBUG=False),
            # A report is drawn up when somebody opens its PDF.
            patch.object(tasks, "report_draw_up", return_value=0),
            transaction.atomic(),
            Story(celery_app=app, checks=False, most_kept=MOST_KEPT) as story,
        ):
            story.beat.only = set(story.beat.entries) - REPAIRS
            yield story
            story.files.are_kept = True
    finally:
        logging.disable(logging.NOTSET)
