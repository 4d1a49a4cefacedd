"""One way to serve sockets, with its server, its people's sockets and the process that pushes to them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

from bench.processor_time import processor_seconds_of
from bench.sockets.in_tree.people import place
from bench.trees import ROOT, environment_of
from timeskip.stacks.processes import Process, answers, free_port, running
from timeskip.stacks.real.addresses import Addresses

LOGS = ROOT / "reports" / "sockets"
IN_TREE = Path(__file__).parent / "in_tree"
SERVER = ["--lifespan", "off", "--no-access-log", "--log-level", "warning"]
PATIENCE = 60  # seconds
SETTINGS = "bench.sockets.settings"


@dataclass(frozen=True)
class Variant:
    """A server and a way to push to its people."""

    name: str
    tree: Path  # whose code runs
    application: str
    act: str  # of in_tree/sender.py
    has_logins: bool = True


class Conversation:
    """A process that answers each line of JSON with one."""

    def __init__(self, command: list[str], **options) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options
        )

    def say(self, words: list) -> None:
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()

    def hear(self):
        line = self._process.stdout.readline()
        assert line, f"{self._process.args} has ended."
        return json.loads(line)

    def ask(self, *words):
        self.say(list(words))
        return self.hear()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(PATIENCE)


class Running:
    """A variant with all its sockets open."""

    def __init__(self, variant: Variant, ids: list[int], parts: dict) -> None:
        self.variant = variant
        self.pid: int = parts["server"].pid
        self._ids = ids
        self._port, self._client, self._sender = parts["port"], parts["client"], parts["sender"]

    def push(self, word: str) -> dict:
        """Push one text to everybody. Returns when each was sent to, served and reached, and what it cost."""
        self.served(word)
        before = processor_seconds_of(self.pid)
        self._client.say([word, len(self._ids)])
        assert self._client.hear() == "listening"
        sending = self._sender.ask(self.variant.act, self._ids, word)
        heard = self._client.hear()
        return {
            **sending,
            "heard": heard,
            "served": self.served(word),
            "server": processor_seconds_of(self.pid) - before,
        }

    def served(self, word: str) -> dict[str, int]:
        """When the server was handed each person's frame with the word; forgets all others."""
        with urlopen(f"http://127.0.0.1:{self._port}/", timeout=PATIENCE) as answer:
            frames = json.load(answer)
        return {name: at for at, name, text in reversed(frames) if word in text}


@contextmanager
def opened(variant: Variant, servers: dict[str, str], people: int) -> Iterator[Running]:
    """Start a variant on these servers (`database` and `redis`, URLs) and open one socket for each person."""
    with ExitStack() as parts:
        enter = parts.enter_context
        environment = enter(_environment(variant, servers))
        sender = Conversation([sys.executable, str(IN_TREE / "sender.py")], cwd=variant.tree, env=environment)
        parts.callback(sender.close)
        known = [(number, "") for number in range(people)]
        if variant.has_logins:
            migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=variant.tree, env=environment, check=True)
            known = sender.ask("log_in", people)
        port = free_port()
        # In the tree's folder: uvicorn and Celery look for code where they were started before they look
        # anywhere else.
        command = ["env", "--chdir", str(variant.tree), sys.executable, "-m", "uvicorn"]
        command += ["watched:application", "--port", str(port), *SERVER]
        server = Process(variant.name, command, LOGS / f"{variant.name}.log", environment)
        enter(running(server, lambda: answers(port)))
        sockets, _ = enter(client(variant.name, port, known))
        yield Running(
            variant,
            [pk for pk, _ in known],
            {"server": server, "port": port, "client": sockets, "sender": sender},
        )


@contextmanager
def _environment(variant: Variant, servers: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of the variant's processes, with a database of its own on the server."""
    name = f"bench_{os.getpid()}_{variant.name}"
    with psycopg.connect(servers["database"], autocommit=True) as server, ExitStack() as parts:
        server.execute(f"CREATE DATABASE {name}")
        parts.callback(server.execute, f"DROP DATABASE {name} WITH (FORCE)")
        folder = parts.enter_context(TemporaryDirectory(prefix="bench-"))
        addresses = Addresses(
            database=urlsplit(servers["database"])._replace(path=f"/{name}").geturl(),
            redis=servers["redis"],
            broker=servers["redis"],
            prefix=f"{name}:",
            web=0,
            mail=0,
            clock=f"{folder}/clock",
            files=f"{folder}/files",
            logs=str(LOGS),
        )
        environment = environment_of(variant.tree)
        path = [str(variant.tree), environment["PYTHONPATH"], str(IN_TREE)]
        yield (
            environment
            | addresses.as_environment()
            | {
                "PYTHONPATH": os.pathsep.join(path),
                "DJANGO_SETTINGS_MODULE": SETTINGS,
                "BENCH_APPLICATION": variant.application,
            }
        )


@contextmanager
def client(name: str, port: int, people: list[tuple[int, str]]) -> Iterator[tuple[Conversation, float]]:
    """Open a socket for each person, in another process. Yields it and the seconds that took."""
    file = LOGS / f"{name}.json"
    file.write_text(json.dumps([[*place(port, key, f"user.{pk}"), f"user.{pk}"] for pk, key in people]))
    process = Conversation([sys.executable, "-m", "bench.sockets.client", str(file)], cwd=ROOT)
    try:
        _, seconds = process.hear()
        yield process, seconds
    finally:
        process.close()
