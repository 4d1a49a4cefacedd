"""The processes of the Procfile in production: every log line is JSON."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crm_backend.test_production import ROOT, environment_of
from timeskip.stacks.processes import Process, free_port
from timeskip.stacks.redis import redis

FIELDS = {"asctime", "levelname", "name", "message", "request_id", "task_id", "task_name"}
COMMANDS = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
# What each says once it does its work, and what it says as it ends.
SAYS = {
    "web": ("Uvicorn running on", "Shutting down"),
    "worker": ("ready.", "Warm shutdown"),
    "bulk": ("ready.", "Warm shutdown"),
    "beat": ("beat: Starting...", "beat: Starting..."),
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Iterator[dict[str, str]]:
    """The environment of a production installation with a broker; its database is down."""
    folder = tmp_path_factory.mktemp("redis")
    with redis(folder / "redis.log") as url:
        yield environment_of(
            BROKER_URL=url,
            CHANNEL_LAYER_URL=url.replace("redis://", "redis+pubsub://"),
            CACHE_URL=url,
            PORT=str(free_port()),
            BEAT_SCHEDULE=str(folder / "schedule"),
            WORKERS="1",
            PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        )


@pytest.mark.parametrize("kind", SAYS)
def test_every_line_that_a_process_writes_is_a_json_object(kind, environment, tmp_path):
    log = tmp_path / "log"
    process = Process(kind, ["bash", "-c", f"exec {COMMANDS[kind]}"], log, environment)
    first, last = SAYS[kind]
    process.start()
    try:
        process.wait_until(lambda: first in log.read_text())
        if kind == "web":
            nonsense(int(environment["PORT"]))
            process.wait_until(lambda: "Invalid HTTP request received." in log.read_text())
        process.send(signal.SIGTERM)
        process.wait_until_ended(60)
    finally:
        process.kill()
    assert any(last in line["message"] for line in lines_of(log))


def test_an_exception_that_ends_a_process_is_a_json_object(environment, tmp_path):
    log = tmp_path / "log"
    nowhere = environment | {"BEAT_SCHEDULE": str(tmp_path / "missing" / "schedule")}
    process = Process("beat", ["bash", "-c", f"exec {COMMANDS['beat']}"], log, nowhere)
    process.start()
    try:
        process.wait_until_ended(60)
    finally:
        process.kill()
    uncaught = lines_of(log)[-1]
    assert uncaught["message"] == "Uncaught exception"
    assert "No such file or directory" in uncaught["exc_info"]


def lines_of(log: Path) -> list[dict]:
    """The lines of a log, each of which is a JSON object with the fields of every line."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert all(set(line) - {"exc_info"} == FIELDS for line in lines)
    return lines


def nonsense(port: int) -> None:
    """Send what is no HTTP."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
