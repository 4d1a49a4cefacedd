"""Sockets held in one process, and pushes to a thousand people, beside a bare Channels echo consumer.

Both are served by uvicorn on the same PostgreSQL and the same Redis pub/sub, one after the other, in turn.
A slow run fails nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from reliability.rig import SETTINGS, Rig
from timeskip.stacks.processes import Process, answers, free_port, memory_of, running

LOGS = Path(__file__).parents[2] / "reports" / "sockets"
COUNTS = (1_000, 5_000)
PEOPLE = 1_000
APPLICATIONS = {"crm": "crm_backend.asgi:application", "echo": "bench.sockets.echo:application"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="+", default=list(COUNTS))
    parser.add_argument(
        "--people", type=int, default=PEOPLE, help="who are sent a message; one of the counts"
    )
    options = parser.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    rig = Rig(LOGS)
    try:
        os.environ.update(rig.open())
        import django

        django.setup()
        cookies = log_in(max(options.counts))
        found = [
            measured(rig, name, cookies, options) for _ in range(options.rounds) for name in APPLICATIONS
        ]
    finally:
        rig.close()
    tell(found, options)


def log_in(count: int) -> list[tuple[int, str]]:
    """Create so many people with a session. Returns their ids and session keys."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from users.models import User

    people = User.objects.bulk_create(
        User(name=f"Person {n}", email=f"person-{n}@example.com", role="borrower", password="!")
        for n in range(count)
    )
    store, sessions = SessionStore(), []
    for person in people:
        store._session_key = store._get_new_session_key()
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        sessions.append(store.create_model_instance(data))
    Session.objects.bulk_create(sessions)
    return [(person.pk, session.session_key) for person, session in zip(people, sessions, strict=True)]


def measured(rig: Rig, name: str, cookies: list[tuple[int, str]], options) -> dict:
    """One round of one application: memory by the number of sockets, then pushes to the people asked for."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", APPLICATIONS[name], "--port", str(port), "--lifespan", "off"]
    figures: dict = {"name": name, "memory": {}, "opened": {}}
    for count in options.counts:
        server = Process(
            name, [*command, "--no-access-log", "--log-level", "warning"], LOGS / f"{name}.log", {}
        )
        with running(server, lambda: answers(port)):
            before = memory_of(server.pid)
            with client(places(name, port, cookies[:count])) as (seconds, hear):
                figures["memory"][count] = (memory_of(server.pid) - before) / count
                figures["opened"][count] = count / seconds
                if count == options.people:
                    figures |= pushes(name, [pk for pk, _ in cookies[:count]], hear)
    return figures


def places(name: str, port: int, cookies: list[tuple[int, str]]) -> list:
    """URL, headers and name of each socket."""
    if name == "echo":
        return [[f"ws://127.0.0.1:{port}/ws/{pk}/", {}, f"user.{pk}"] for pk, _ in cookies]
    return [
        [
            f"ws://127.0.0.1:{port}/ws/notifications/",
            {"cookie": f"sessionid={key}", "origin": "http://localhost:8000"},
            f"user.{pk}",
        ]
        for pk, key in cookies
    ]


@contextmanager
def client(places: list) -> Iterator[tuple[float, Callable]]:
    """Open sockets in another process. Yields the seconds that took, and a function that waits for a push."""
    file = LOGS / "places.json"
    file.write_text(json.dumps(places))
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.sockets.client", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        words = process.stdout.readline().split()
        assert words[:1] == ["open"], "The client could not open its sockets."

        def hear(word: str, count: int, push: Callable[[], None]) -> dict[str, int]:
            process.stdin.write(json.dumps([word, count]) + "\n")
            process.stdin.flush()
            assert process.stdout.readline() == "listening\n"
            push()
            return json.loads(process.stdout.readline())

        yield float(words[1]), hear
    finally:
        process.stdin.close()
        process.wait(60)


def pushes(name: str, people: list[int], hear: Callable) -> dict:
    """One message to each of them: how many a second, and how long each took."""
    from unittest.mock import patch

    from channels.layers import get_channel_layer

    layer, sent = get_channel_layer(), {}
    send = layer.group_send

    async def noting(group, message):
        sent[group] = time.perf_counter_ns()
        await send(group, message)

    word = f"News of {time.perf_counter_ns()}"
    with patch.object(layer, "group_send", noting):
        began = time.perf_counter_ns()
        push = push_through_the_door if name == "crm" else push_plainly
        heard = hear(word, len(people), lambda: push(people, word))
    delays = [(heard[group] - sent[group]) / 1e6 for group in heard]
    first = min(sent.values())
    return {
        "rate": len(people) / ((max(heard.values()) - first) / 1e9),
        "with_the_door": len(people) / ((max(heard.values()) - began) / 1e9),
        "median": median(delays),
        "p99": quantiles(delays, n=100)[98],
    }


def push_through_the_door(people: list[int], word: str) -> None:
    """Notify each of them as the CRM does: rows, commit, push."""
    from users.models import User
    from users.notifications import Notice, notify

    users = User.objects.in_bulk(people)
    notify(
        Notice(recipient=users[pk], event="application_status", message=word, dedupe_key=word)
        for pk in people
    )


def push_plainly(people: list[int], word: str) -> None:
    """Send each of them a text."""
    from asgiref.sync import async_to_sync
    from channels.layers import get_channel_layer

    async def send_all() -> None:
        for pk in people:
            await get_channel_layer().group_send(f"user.{pk}", {"type": "inbox.changed", "text": word})

    async_to_sync(send_all)()


def tell(found: list[dict], options: argparse.Namespace) -> None:
    print("| | crm | echo | ratio |\n| --- | --- | --- | --- |")
    for count in options.counts:
        row(f"memory a socket, {count:,} open, KiB", found, lambda one, n=count: one["memory"][n] / 1024)
        row(f"opened a second, {count:,}", found, lambda one, n=count: one["opened"][n])
    row(f"pushes a second, {options.people:,} people", found, lambda one: one["rate"])
    row("the same from the service on, rows and commit and all", found, lambda one: one["with_the_door"])
    row("delay of a push, median, ms", found, lambda one: one["median"])
    row("delay of a push, 99th percentile, ms", found, lambda one: one["p99"])


def row(what: str, found: list[dict], figure: Callable[[dict], float]) -> None:
    crm, echo = (median(figure(one) for one in found if one["name"] == name) for name in APPLICATIONS)
    print(f"| {what} | {crm:,.1f} | {echo:,.1f} | {crm / echo:.2f} |")


if __name__ == "__main__":
    main()
