"""Pushes to many people, in a process of its own.

Reads one JSON list a line and answers it with a line of JSON:

- `["log_in", COUNT]` with `[id, session key]` of each person;
- `["notify", IDS, WORD]`, which notifies them as the CRM does, and `["send", IDS, WORD]`, which sends each a
  text, with when it began, when each person was sent to (both in nanoseconds of the machine's monotonic
  clock) and the processor time in seconds.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from people import log_in

Push = Callable[[str], None]
PREFIX = "user."  # of the group of a person's sockets


def notifier(ids: list[int]) -> Push:
    """Notifies them as the CRM does: rows, commit, push."""
    from users.models import User
    from users.notifications import Notice, notify

    users = User.objects.in_bulk(ids)

    def push(word: str) -> None:
        notify(
            Notice(recipient=users[pk], event="application_status", message=word, dedupe_key=word)
            for pk in ids
        )

    return push


def texter(ids: list[int]) -> Push:
    """Sends each a bare message."""

    @async_to_sync
    async def push(word: str) -> None:
        layer = get_channel_layer()
        for pk in ids:
            await layer.group_send(f"{PREFIX}{pk}", {"type": "inbox.changed", "text": word})

    return push


PUSHES = {"notify": notifier, "send": texter}


def people_of(group: str, message: dict) -> list[str]:
    """Whom a message reaches: some trees send one to each person's group, others one for many people."""
    if "messages" in message:
        return [f"{PREFIX}{pk}" for pk, _ in message["messages"]]
    return [group]


@contextmanager
def noted_sends() -> Iterator[dict[str, int]]:
    """When each person was first sent to, during the block."""
    layer, sent = get_channel_layer(), {}
    send = layer.group_send

    async def noting(group: str, message: dict) -> None:
        for person in people_of(group, message):
            sent.setdefault(person, time.perf_counter_ns())
        await send(group, message)

    layer.group_send = noting
    try:
        yield sent
    finally:
        del layer.group_send


def timed(push: Push, word: str) -> dict:
    """Push, and say what it took."""
    with noted_sends() as sent:
        began, processor = time.perf_counter_ns(), time.process_time()
        push(word)
        return {"began": began, "processor": time.process_time() - processor, "sent": sent}


def main() -> None:
    django.setup()
    for line in sys.stdin:
        act, *arguments = json.loads(line)
        if act == "log_in":
            answer = log_in(*arguments)
        else:
            ids, word = arguments
            answer = timed(PUSHES[act](ids), word)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
