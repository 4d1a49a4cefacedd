"""The live stack: PostgreSQL, Redis, a Celery worker, an ASGI server, all real, on one frozen clock."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
from redis import Redis

from features.support.stacks.live import clock
from features.support.stacks.live.addresses import Addresses
from features.support.stacks.postgres import postgres
from features.support.stacks.processes import answers, free_port, is_running
from features.support.stacks.redis import redis

ROOT = Path(__file__).parents[4]
LOGS = ROOT / "reports" / "live"
SETTINGS = "features.support.stacks.live.settings"
WORKERS = 3  # processes in the worker's pool
START = 1741000000  # some moment for the processes to start at
WORKER = [
    *(sys.executable, "-m", "celery", "--app", "crm_backend", "worker"),
    *("--include", "features.support.stacks.live.signals"),
    # Nobody else is there to be heard of.
    *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"),
]


@contextmanager
def live() -> Iterator[dict[str, str]]:
    """Yields the environment of a run whose worker and web server are ready."""
    logs = _own_folder()
    with ExitStack() as parts:
        folder = Path(
            parts.enter_context(
                TemporaryDirectory(prefix="acceptance-", dir=_memory(), ignore_cleanup_errors=True)
            )
        )
        url = parts.enter_context(postgres()).get("DATABASE_URL") or os.environ["DATABASE_URL"]
        prefix = f"acceptance-{os.getpid()}:"
        addresses = Addresses(
            redis=parts.enter_context(redis(logs / "redis.log")),
            prefix=prefix,
            web=free_port(),
            mail=free_port(),
            clock=str(folder / "clock"),
            store=str(folder / "store"),
            logs=str(logs),
        )
        broker = os.environ.get("BROKER_URL") or addresses.redis
        for server in {addresses.redis, broker}:
            parts.enter_context(_own_keys(server, prefix))
        environment = {
            **addresses.as_environment(),
            "ACCEPTANCE_STACK": "live",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": parts.enter_context(own_database(url)),
            "BROKER_URL": broker,
            "EMAIL_URL": f"smtp://127.0.0.1:{addresses.mail}",
        }
        migrate(environment)
        clock.write(Path(addresses.clock), START)
        frozen = partial(clock.FrozenProcess, environment=environment, clock=Path(addresses.clock))
        most = ["--exclude-queues", addresses.rivals, "--concurrency", str(WORKERS)]
        worker = frozen("worker", [*WORKER, *most], logs / "worker.log")
        # Does what another worker was about to do, and is quicker.
        rivals = ["--queues", addresses.rivals, "--concurrency", "1", "--hostname", "rival@%h"]
        rival = frozen("rival worker", [*WORKER, *rivals], logs / "rival.log")
        web = frozen("web", _web(addresses.web), logs / "web.log")
        for process in (worker, rival, web):
            # All of them at once: each takes seconds to start.
            parts.callback(process.kill)
            process.start()
        for process in (worker, rival):
            process.wait_until(lambda process=process: "ready." in process.log.read_text())
        web.wait_until(lambda: answers(addresses.web))
        yield environment


def _own_folder() -> Path:
    """Where this run's logs are kept; those of runs that are over make room."""
    for old in LOGS.glob("[0-9]*"):
        if not is_running(int(old.name)):
            shutil.rmtree(old)
    folder = LOGS / str(os.getpid())
    folder.mkdir(parents=True)
    return folder


def _memory() -> str | None:
    """Where files are kept in memory; None where nowhere is.

    The clock's file is replaced a hundred times in each day that passes, on a disk at ten times the cost.
    """
    return str(clock.MEMORY) if os.access(clock.MEMORY, os.W_OK) else None


def _web(port: int) -> list[str]:
    application = "features.support.stacks.live.web:application"
    return [sys.executable, "-m", "uvicorn", application, "--port", str(port), "--lifespan", "off"]


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """A database of the run's own on the server: whatever else is there stays as it is."""
    name = f"acceptance_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def _own_keys(url: str, prefix: str) -> Iterator[None]:
    """No key of the run's stays on a server that is Redis; elsewhere queues end with the workers."""
    try:
        yield
    finally:
        if url.startswith("redis"):
            with Redis.from_url(url) as server:
                for key in server.scan_iter(f"{prefix}*"):
                    server.delete(key)


def migrate(environment: dict[str, str]) -> None:
    """Make the tables."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, **environment}, check=True)  # noqa: S603 the suite's own
