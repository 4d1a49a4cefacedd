"""What a production installation stands on: its settings, its probes, its log lines."""

import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from celery.signals import before_task_publish
from django.utils import timezone
from django_guid import clear_guid, set_guid

from crm_backend.celery import app
from crm_backend.logs import JsonLine, TaskFilter
from crm_backend.queues import QUEUES, ROUTES
from features.support.factories import UserFactory
from users.models import EmailDelivery

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "a long one, of at least fifty characters, for nobody to guess",
    "FIELD_ENCRYPTION_KEYS": "ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMzI=",
    "ALLOWED_HOSTS": "crm.harbour.example",
    "LIVE_CHANNEL_ORIGINS": "https://crm.harbour.example",
    "CSRF_TRUSTED_ORIGINS": "https://crm.harbour.example",
}


def manage(*arguments: str, without: str = "", **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py as a production installation does."""
    environment = {**os.environ, **PRODUCTION, **environment}
    environment.pop(without, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def shown(*settings: str, **environment: str) -> dict:
    """Settings of a production installation, by name."""
    code = (
        f"from django.conf import settings as s; import json; print(json.dumps([s.{', s.'.join(settings)}]))"
    )
    done = manage("shell", "--verbosity", "0", "-c", code, **environment)
    assert done.returncode == 0, done.stderr
    return dict(zip(settings, json.loads(done.stdout.splitlines()[-1]), strict=True))


def test_django_finds_nothing_to_say_of_it():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_ENCRYPTION_KEYS"])
def test_a_secret_has_no_default(name):
    done = manage("check", without=name)
    assert done.returncode != 0
    assert f"Set {name} in the environment: outside DEBUG it has no default." in done.stderr


def test_cookies_and_pages_go_by_tls_only():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY"]
    assert shown(*names) == dict.fromkeys(names, True)


def test_a_proxy_is_believed_only_where_there_is_one():
    assert shown("SECURE_PROXY_SSL_HEADER") == {"SECURE_PROXY_SSL_HEADER": None}
    believed = shown("SECURE_PROXY_SSL_HEADER", BEHIND_TLS_PROXY="true")
    assert believed == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]}


def test_what_a_dead_worker_was_at_is_delivered_again_and_only_then():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit


def test_each_queue_has_tasks_and_each_route_has_a_task_and_a_queue():
    app.loader.import_default_modules()
    queues = [queue.name for queue in QUEUES]
    assert set(ROUTES) <= set(app.tasks)
    assert {route["queue"] for route in ROUTES.values()} == set(queues) - {app.conf.task_default_queue}
    assert app.conf.task_default_queue == queues[0]


class TestProbes:
    def test_alive_whatever_the_host_and_without_tls(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True
        settings.READINESS = {"database": "tests.unit.test_production.down"}
        answer = client.get("/healthz", HTTP_HOST="10.0.0.7")
        assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
        assert answer["Cache-Control"] == "no-store"

    @pytest.mark.django_db
    def test_ready_where_every_part_answers(self, client):
        answer = client.get("/readyz", HTTP_HOST="10.0.0.7")
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "ready",
            "parts": {
                "database": "ok",
                "broker": "ok",
                "channel_layer": "ok",
                "outbox": {"overdue": 0, "oldest_overdue_seconds": 0},
            },
        }

    @pytest.mark.django_db
    def test_not_ready_where_one_is_down_and_not_a_word_of_why(self, client, settings, caplog):
        settings.READINESS = {**settings.READINESS, "broker": "tests.unit.test_production.down"}
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["status"] == "not ready"
        assert answer.json()["parts"]["broker"] == "down"
        assert answer.json()["parts"]["database"] == "ok"
        assert "secret" not in answer.content.decode() + caplog.text
        assert "broker is down: ConnectionError" in caplog.text

    def test_a_broker_that_is_not_there_is_down(self, client, settings, monkeypatch):
        monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
        settings.READINESS = {"broker": "crm_backend.health.broker"}
        assert client.get("/readyz").json()["parts"] == {"broker": "down"}

    @pytest.mark.django_db
    def test_an_outbox_that_nobody_sends_from_is_seen_and_leaves_the_web_server_ready(self, client):
        since = timezone.now() - timedelta(hours=2)
        EmailDelivery.objects.create(
            address="omar@example.com", dedupe_key="x", message_id="<x@y>", next_attempt_at=since
        )
        answer = client.get("/readyz")
        assert answer.status_code == 200
        outbox = answer.json()["parts"]["outbox"]
        assert outbox["overdue"] == 1
        assert outbox["oldest_overdue_seconds"] in range(7200, 7260)

    @pytest.mark.django_db
    def test_other_pages_ask_for_a_host_as_ever(self, client):
        assert client.get("/healthz/more").status_code == 404
        assert client.post("/healthz").status_code == 404
        assert client.get("/admin/login/", HTTP_HOST="evil.example").status_code == 400


def down() -> None:
    raise ConnectionError("user:secret@broker.internal")


@pytest.mark.django_db
class TestPages:
    def test_the_admin_pages_keep_to_what_is_their_own(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
        policy = client.get("/admin/")["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy

    def test_a_request_has_an_id_that_it_may_bring_with_it(self, client):
        brought = uuid4().hex
        assert client.get("/admin/login/", headers={"X-Request-ID": brought})["X-Request-ID"] == brought
        made = client.get("/admin/login/", headers={"X-Request-ID": "<script>"})["X-Request-ID"]
        assert len(made) == 32
        assert made != brought


def test_a_request_s_id_goes_with_the_task_that_it_causes():
    sent, brought = [], uuid4().hex

    def take(headers, **_):
        sent.append(dict(headers))

    before_task_publish.connect(take)
    set_guid(brought)
    try:
        app.send_task("users.tasks.deliver_outbox")
    finally:
        clear_guid()
        before_task_publish.disconnect(take)
    assert sent[0]["X-Request-ID"] == brought


class TestLogLines:
    @staticmethod
    def line(message: str, *arguments, **more) -> dict:
        logger = logging.getLogger("test")
        record = logger.makeRecord("test", logging.WARNING, __file__, 1, message, arguments, **more)
        TaskFilter().filter(record)
        record.request_id = "r1"
        return json.loads(JsonLine().format(record))

    def test_a_line_says_what_when_and_in_which_request(self):
        line = self.line("E-mail %s: %s", 7, "sent", exc_info=None)
        assert line.pop("asctime")
        assert line == {
            "levelname": "WARNING",
            "name": "test",
            "message": "E-mail 7: sent",
            "request_id": "r1",
            "task_id": "",
            "task_name": "",
        }

    def test_a_line_within_a_task_says_which(self):
        seen = []

        @app.task(name="tests.speaks")
        def speaks():
            seen.append(self.line("Hello", exc_info=None))

        speaks.apply(task_id="t1")
        del app.tasks["tests.speaks"]
        assert (seen[0]["task_id"], seen[0]["task_name"]) == ("t1", "tests.speaks")

    def test_what_a_record_carries_besides_is_left_out(self):
        extra = {"data": {"args": "['a secret']"}, "request": "GET /?tfn=123"}
        line = self.line("Done", exc_info=None, extra=extra)
        assert "secret" not in str(line)
        assert "tfn" not in str(line)

    def test_a_traceback_is_in_it_and_nobody_s_address_is(self):
        try:
            raise ValueError("Key (address)=(omar.o'neil+loan@mail.example.com.au) already exists.")
        except ValueError:
            line = self.line("Refused for %s", "nora@example.com", exc_info=sys.exc_info())
        assert "ValueError: Key (address)=([address]) already exists." in line["exc_info"]
        assert line["message"] == "Refused for [address]"
