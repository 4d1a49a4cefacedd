"""A run on the real stack: tells every story, and writes down what came of it: `python tests/real_run.py FILE`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from protocols import broken_promises
from told_on_both import MISSPELT, STORIES, tell


def told(stack: Any) -> dict[str, list[str]]:
    """The timeline of each story; of one that fails, why, and what the processes said last."""
    timelines = {}
    for name in STORIES:
        with stack.story() as story:
            try:
                timelines[name] = tell(name, story)
            except Exception as error:
                timelines[name] = [repr(error), *story.timeline().splitlines(), *stack.explain().splitlines()]
    return timelines


def broken(stack: Any) -> list[str]:
    """What of its protocol the stack does not keep."""
    from timeskip.stacks.protocol import SocketLike, Stack, StoryLike

    with stack.story() as story:
        socket = story.sockets.connect(None, "/ws/async/")
        return [
            *broken_promises(Stack, stack),
            *broken_promises(StoryLike, story),
            *broken_promises(SocketLike, socket),
        ]


def refused(stack: Any) -> dict[str, str]:
    """What the stack says of what it cannot do."""
    from timeskip.stacks import NotOnThisStack

    acts: dict[str, Callable[[Any], Any]] = {
        "unreachable broker": lambda story: setattr(story.tasks, "reachable", False),
        "channel layer down": lambda story: setattr(story.sockets, "layer_is_up", False),
        "full disk": lambda story: setattr(story.files, "is_full", True),
        "stop after a file": lambda story: story.files.stop_after_next(),
        "workers down": lambda story: story.workers.stop(),
        "a worker's statements": lambda story: story.workers.watched(print),
    }
    sentences = {}
    for name, act in acts.items():
        with stack.story() as story:
            try:
                act(story)
            except NotOnThisStack as error:
                sentences[name] = str(error)
            else:
                sentences[name] = ""
    return sentences


def misspelt(stack: Any) -> dict[str, str]:
    """What a test hears that names what does not exist."""
    sentences = {}
    for name, (act, _) in MISSPELT.items():
        with stack.story() as story:
            try:
                act(story)
            except ValueError as error:
                sentences[name] = str(error)
    return sentences


def nowhere(stack: Any) -> str:
    """What a test hears that opens a socket at a path without a route."""
    with stack.story() as story:
        try:
            story.sockets.connect(None, "/ws/asinc/")
        except AssertionError as error:
            return str(error)
    return ""


def unknown_task(stack: Any) -> str:
    """What somebody hears who asks for a task that no worker has."""
    from project.celery import app

    with stack.story():
        try:
            app.send_task("billing.tasks.invoice")
        except LookupError as error:
            return str(error)
    return ""


def main() -> None:
    django.setup()
    from django.test import override_settings
    from django.test.utils import setup_test_environment
    from project.under_test import PROJECT

    from timeskip.stacks.real.stack import RealStack

    setup_test_environment()
    stack = RealStack(PROJECT)
    # Django's test environment keeps e-mails in memory.
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        came_of_it = {each.__name__: each(stack) for each in (told, broken, refused, misspelt, nowhere, unknown_task)}
    stack.close()
    Path(sys.argv[1]).write_text(json.dumps(came_of_it))


if __name__ == "__main__":
    main()
