"""A real server refuses requests that are too large before it reads them."""

import http.client
import json
import os
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.database_file import printed_by
from timeskip.stacks.processes import Process, answers, free_port, memory_of, running

MIB = 1024 * 1024
PEOPLE = """
from django.test import Client
from users.models import ApiToken, User
ada = User.objects.create(name="Ada", email="ada@example.com", role="admin", is_staff=True, is_superuser=True)
browser = Client()
browser.force_login(ada)
print(browser.cookies["sessionid"].value, ApiToken.objects.create(user=ada)[1])
"""
BANK_FILES, PAYMENTS = "/api/bank-files/", "/payments/"
NEW_DOCUMENT, OF_AN_APPLICATION = (
    "/admin/applications/document/add/",
    "/admin/applications/application/1/change/",
)
DOCUMENT, DOCUMENTS = "/applications/HL-OMAR/documents/upload/", "/api/applications/HL-OMAR/documents/"
BOUNDARY = "of-the-parts"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture(scope="module")
def server(migrated, tmp_path_factory):
    """A server on a database of its own, where Ada has a session and a token."""
    folder = tmp_path_factory.mktemp("server")
    environment = migrated(folder / "crm.sqlite3").env | {"DEBUG": "true", "MEDIA_ROOT": str(folder)}
    session, token = printed_by(PEOPLE, environment)[-2:]
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "crm_backend.asgi:application", "--lifespan", "off"]
    process = Process("server", [*command, "--port", str(port)], folder / "server.log", environment)
    with running(process, lambda: answers(port)):
        yield SimpleNamespace(
            process=process,
            port=port,
            session={"Cookie": f"sessionid={session}"},
            token={"Authorization": f"Token {token}"},
        )


def declared(server, path: str, size: int, headers: dict[str, str]) -> tuple[int, str]:
    """The answer to a request of this size, none of which was sent yet."""
    return answer(server, path, b"", {**headers, "Content-Length": str(size)})


def chunked(server, path: str, size: int, headers: dict[str, str]) -> tuple[int, str]:
    """The answer to a request without Content-Length, after so many bytes of its body."""
    return answer(server, path, pieces(size), {**headers, "Transfer-Encoding": "chunked"})


def pieces(size: int) -> Iterator[bytes]:
    for start in range(0, size, 64 * 1024):
        piece = b"x" * min(64 * 1024, size - start)
        yield b"%x\r\n%s\r\n" % (len(piece), piece)


def answer(server, path: str, body: bytes | Iterator[bytes], headers: dict[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.putrequest("POST", path)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        for piece in [body] if isinstance(body, bytes) else body:
            try:
                connection.send(piece)
            except (BrokenPipeError, ConnectionResetError):
                break  # The server reads no more.
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def upload(size: int) -> bytes:
    """A form with a file of this size."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="march.csv"\r\n\r\n'
    return head.encode() + b"x" * size + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize("send", [declared, chunked])
@pytest.mark.parametrize("path", ["/login/", "/api/token/", PAYMENTS, BANK_FILES, NEW_DOCUMENT])
def test_anonymous_request_over_one_mebibyte_is_refused(server, send, path):
    status, words = send(server, path, MIB + 1, {})
    assert status == 413
    sentence = "Requests to this address are limited to 1 MiB."
    assert (json.loads(words)["detail"] if path.startswith("/api/") else words) == sentence


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="memory of a process is read from /proc")
@pytest.mark.parametrize("send", [declared, chunked])
def test_request_of_200_mebibytes_is_not_buffered(server, send):
    send(server, "/api/token/", 2 * MIB, {})
    before = memory_of(server.process.pid)
    assert send(server, "/api/token/", 200 * MIB, {})[0] == 413
    assert memory_of(server.process.pid) - before < 10 * MIB


@pytest.mark.parametrize("send", [declared, chunked])
def test_invalid_token_or_session_is_anonymous(server, send):
    for headers in ({"Authorization": "Token no"}, {"Cookie": "sessionid=no"}):
        assert send(server, BANK_FILES, 2 * MIB, headers)[0] == 413


@pytest.mark.parametrize("send", [declared, chunked])
@pytest.mark.parametrize("path", [PAYMENTS, BANK_FILES, DOCUMENT, DOCUMENTS, NEW_DOCUMENT, OF_AN_APPLICATION])
def test_upload_limit_is_20_mebibytes(server, send, path):
    status, words = send(server, path, 20 * MIB + 1, server.session)
    assert status == 413
    assert "Requests to this address are limited to 20 MiB." in words


@pytest.mark.parametrize(
    "path",
    ["/preferences/switch/", "/applications/HL-OMAR/documents/", "/notes/1/done/", "/admin/users/user/add/"],
)
def test_request_limit_where_no_file_is_uploaded(server, path):
    assert declared(server, path, MIB + 1, server.session)[0] == 413


def test_authenticated_upload_is_accepted(server):
    form = upload(2 * MIB)
    length = {"Content-Length": str(len(form))}
    assert answer(server, BANK_FILES, form, {**MULTIPART, **length, **server.token})[0] == 201
    # It was read, and lacks only what protects forms.
    assert answer(server, PAYMENTS, form, {**MULTIPART, **length, **server.session})[0] == 403


def test_small_anonymous_request_is_accepted(server):
    body = json.dumps({"email": "a@example.com", "password": "x"}).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    assert answer(server, "/api/token/", body, headers)[0] == 403


def test_deeply_nested_json_is_malformed(server):
    body = b"[" * 500_000
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    assert answer(server, "/api/token/", body, headers) == (
        400,
        '{"detail":"The JSON is nested too deeply."}',
    )


def test_no_server_error_was_logged(server):
    log = server.process.log.read_text()
    assert '" 500' not in log
    assert "Exception in ASGI application" not in log
