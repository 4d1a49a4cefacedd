"""The same frames against a real server: no traceback, no growth, no data of others."""

import json
import os
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from websockets.sync.client import connect

from tests.bad_input.frames import expect_protocol, frames
from tests.database_file import printed_by
from timeskip.stacks.processes import Process, answers, free_port, memory_of, running

ROOM = 16 * 1024**2  # bytes that the server may keep for itself once it is warm
# Nobody has been told that much: an answer to it is the end of what came before.
END = json.dumps({"type": "since", "sequence": 2**62})
PEOPLE = """
from django.test import Client
from users.models import User
from users.notifications import Notice, notify
people = [
    User.objects.create(name=name, email=f"{name}@example.com", role="bdm") for name in ("Omar", "Bella")
]
notify(
    Notice(recipient=one, event="application_status", message=f"For {one.name} {n}", dedupe_key=f"{n}")
    for one in people for n in range(3)
)
browser = Client()
browser.force_login(people[0])
print(browser.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def server(migrated, tmp_path_factory):
    """A server on a database of its own, and the cookie of somebody who is logged in."""
    folder = tmp_path_factory.mktemp("server")
    environment = migrated(folder / "crm.sqlite3").env | {"DEBUG": "true"}
    cookie = f"sessionid={printed_by(PEOPLE, environment)[-1]}"
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.bad_input.unlimited:application", "--lifespan", "off"]
    process = Process("server", [*command, "--port", str(port)], folder / "server.log", environment)
    with running(process, lambda: answers(port)):
        yield SimpleNamespace(process=process, port=port, cookie=cookie)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="memory of a process is read from /proc")
def test_every_frame_is_answered_without_memory_growth(server):
    headers = {"cookie": server.cookie, "origin": f"http://localhost:{server.port}"}
    url = f"ws://127.0.0.1:{server.port}/ws/notifications/"
    with connect(url, additional_headers=headers, compression=None, proxy=None) as socket:

        @given(frames)
        def answered(frame):
            socket.send(frame)
            socket.send(END)
            heard = []
            while (answer := json.loads(socket.recv(timeout=30))) != {
                "type": "replayed",
                "sequence": 2**62,
                "more": False,
            }:
                heard.append(answer)
            expect_protocol([one for one in heard if one["type"] != "unread_count"])

        answered()
        warm = memory_of(server.process.pid)
        answered()
        grown = memory_of(server.process.pid) - warm
    assert grown < ROOM, f"{grown} bytes more"
    assert "Traceback" not in server.process.log.read_text()
