"""The servers of a real stack: PostgreSQL, Redis, Celery workers, an ASGI server, all on one clock."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from redis import Redis

from timeskip.project import Project
from timeskip.stacks.postgres import postgres, require_connections
from timeskip.stacks.processes import answers, free_port, is_running
from timeskip.stacks.real import clock
from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.database import own_database
from timeskip.stacks.redis import redis

LOGS = Path("reports") / "real"  # below the folder in which the run begins
CONCURRENCY = 3  # processes in the worker's pool
# With a connection each: the run (two while it makes a database), the worker and the rival with their pools.
PROCESSES = 2 + (1 + CONCURRENCY) + (1 + 1)
REQUESTS_AT_ONCE = 6  # of a browser to one server
START = 1741000000  # some moment for the processes to start at
HOOKS = "timeskip.stacks.real.worker_hooks"
# There are no other workers to hear of.
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"]
WEB = ["uvicorn", "timeskip.stacks.real.web:application", "--lifespan", "off", "--loop", "asyncio"]


@contextmanager
def real_stack(project: Project, *, workers: int = 1) -> Iterator[dict[str, str]]:
    """Yield the environment of a run whose worker, web server and database are ready.

    `workers`: processes that tell stories at once. Each has a database, a clock, a Celery worker and a web server of
    its own; they share PostgreSQL and Redis.

    ValueError says which server is missing, NotReady which process did not start, with its last words.
    """
    if not project.settings:
        raise ValueError("The real stack needs a settings module for its processes: Project(settings=...).")
    logs = _own_folder()
    with ExitStack() as parts:
        servers = _open_servers(logs, parts, connections=workers * _connections())
        first = _addresses(project, servers, logs, 1, parts)
        everybody = {
            "DJANGO_SETTINGS_MODULE": project.settings,
            # What this process can import, its processes can.
            "PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), *sys.path])),
            # `manage.py behave` has run them already, and a worker takes twice as long to start with them.
            "CELERY_SKIP_CHECKS": "true",
        }
        migrate({**first.as_environment(), **everybody})
        others = [
            _addresses(project, servers, logs, number, parts, like=first.database) for number in range(2, workers + 1)
        ]
        addresses = [first, *others]
        _start_all(project, addresses, everybody, parts)
        yield {**Addresses.of_workers(addresses), **everybody}


class _Servers(NamedTuple):
    """What all processes of a run share, as URLs."""

    postgres: str
    redis: str
    broker: str


def _open_servers(logs: Path, parts: ExitStack, *, connections: int) -> _Servers:
    url = parts.enter_context(postgres(connections=connections))
    redis_url = parts.enter_context(redis(logs / "redis.log"))
    require_connections(connections, url)
    return _Servers(url, redis_url, os.environ.get("BROKER_URL") or redis_url)


def _connections() -> int:
    """Return how many connections to PostgreSQL the processes of one worker may hold at once.

    Each process keeps one, and each thread of the web server: those of its event loop, and one for each request that
    a browser makes at the same time.
    """
    threads = min(32, (os.cpu_count() or 1) + 4)  # as concurrent.futures.ThreadPoolExecutor has it
    return PROCESSES + threads + REQUESTS_AT_ONCE


def _addresses(
    project: Project, servers: _Servers, logs: Path, number: int, parts: ExitStack, *, like: str = ""
) -> Addresses:
    """Return where a worker's processes will be found; its database is there, empty or a copy of another."""
    enter = parts.enter_context
    folder = Path(enter(TemporaryDirectory(prefix="timeskip-", dir=_memory(), ignore_cleanup_errors=True)))
    prefix = f"timeskip-{os.getpid()}-{number}:"
    for server in {servers.redis, servers.broker}:
        enter(_own_keys(server, prefix))
    own_logs = logs if number == 1 else logs / str(number)
    own_logs.mkdir(exist_ok=True)
    return Addresses(
        database=enter(own_database(servers.postgres, f"_{number}", like=like)),
        redis=servers.redis,
        broker=servers.broker,
        prefix=prefix,
        web=free_port(),
        mail=free_port(),
        clock=str(folder / "clock"),
        files=str(folder / "files"),
        logs=str(own_logs),
        asgi=project.asgi_application,
        imports=project.imports,
    )


def _start_all(project: Project, addresses: list[Addresses], everybody: dict[str, str], parts: ExitStack) -> None:
    """Start every process before waiting for any: each takes seconds to start."""
    started = [_start_processes(project, one, {**one.as_environment(), **everybody}, parts) for one in addresses]
    for one, (worker, rival, web) in zip(addresses, started, strict=True):
        for process in (worker, rival):
            process.wait_until(partial(_is_ready, process))
        web.wait_until(partial(answers, one.web))


def _start_processes(
    project: Project, addresses: Addresses, environment: dict[str, str], parts: ExitStack
) -> list[clock.FrozenProcess]:
    logs = Path(addresses.logs)
    clock.write(Path(addresses.clock), START)
    library = clock.library_in(Path(parts.enter_context(TemporaryDirectory(prefix="library-", dir=logs))))

    def frozen(name: str, *command: str) -> clock.FrozenProcess:
        return clock.FrozenProcess(
            name,
            [sys.executable, "-m", *command],
            logs / f"{name}.log",
            environment,
            clock=Path(addresses.clock),
            library=library,
        )

    celery = ("celery", "--app", project.celery_app, "worker", *ALONE, "--include", ",".join((HOOKS, *project.imports)))
    worker = frozen("worker", *celery, "--exclude-queues", addresses.rivals, "--concurrency", str(CONCURRENCY))
    # Does what another worker was about to do, and is quicker.
    rival = frozen("rival", *celery, "--queues", addresses.rivals, "--concurrency", "1", "--hostname", "rival@%h")
    web = frozen("web", *WEB, "--port", str(addresses.web))
    started = [worker, rival, web]
    for process in started:
        parts.callback(process.kill)
        process.start()
    return started


def _is_ready(worker: clock.FrozenProcess) -> bool:
    return "ready." in worker.log.read_text()


def _own_folder() -> Path:
    """Return where this run's logs are kept; those of runs that are over make room."""
    for old in LOGS.glob("[0-9]*"):
        if not is_running(int(old.name)):
            shutil.rmtree(old)
    folder = LOGS.absolute() / str(os.getpid())
    folder.mkdir(parents=True)
    return folder


def _memory() -> str | None:
    """Return where files are kept in memory; None where nowhere is.

    The clock's file is replaced a hundred times in each day that passes, on a disk at ten times the cost.
    """
    return str(clock.MEMORY) if os.access(clock.MEMORY, os.W_OK) else None


@contextmanager
def _own_keys(url: str, prefix: str) -> Iterator[None]:
    """Leave no key of the run's on a server that is Redis; elsewhere queues end with the workers."""
    try:
        yield
    finally:
        if url.startswith("redis"):
            with Redis.from_url(url) as server:
                for key in server.scan_iter(f"{prefix}*"):
                    server.delete(key)


def migrate(environment: dict[str, str]) -> None:
    """Make the tables."""
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, env={**os.environ, **environment}, check=True)  # noqa: S603 the run's own
