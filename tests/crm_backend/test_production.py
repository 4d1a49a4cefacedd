"""Production: required settings, health checks, log lines."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
import yaml
from celery.signals import before_task_publish
from cryptography.fernet import Fernet
from django.utils import timezone
from django_guid import clear_guid, set_guid
from environ import Env

from applications.models import fields
from crm_backend.celery import app
from crm_backend.logs import JsonLine, TaskFilter
from crm_backend.production import PUBLISHED_ENCRYPTION_KEY, unmet
from crm_backend.queues import QUEUES, ROUTES
from features.drivers.factories import BorrowerFactory, UserFactory
from tests.patience import LONGEST
from users.models import EmailDelivery

ROOT = Path(__file__).parents[2]
KEY = Fernet.generate_key().decode()
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "crm_backend.settings",
    "DEBUG": "false",
    "SECRET_KEY": "a long one, of at least fifty characters, for nobody to guess",
    "FIELD_ENCRYPTION_KEYS": KEY,
    "ALLOWED_HOSTS": "crm.harbour.example",
    "LIVE_CHANNEL_ORIGINS": "https://crm.harbour.example",
    "CSRF_TRUSTED_ORIGINS": "https://crm.harbour.example",
    "SITE_URL": "https://crm.harbour.example",
    "DATABASE_URL": "postgres://crm:secret@127.0.0.1:1/crm",
    "BROKER_URL": "redis://127.0.0.1:1/0",
    "CHANNEL_LAYER_URL": "redis+pubsub://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/1",
    "EMAIL_URL": "smtp+tls://user:password@127.0.0.1:1",
}
# What a setting must not be in production, its absence included, and the beginning of what it is answered.
UNSAFE = [
    *(
        ("SECRET_KEY", value, "Set SECRET_KEY to at least 50 random characters of your own.")
        for value in (
            None,
            "",
            "for development only",
            "x" * 60,
            "only 49 characters, which is one less than needed",
        )
    ),
    *(
        ("FIELD_ENCRYPTION_KEYS", value, "Set FIELD_ENCRYPTION_KEYS to valid Fernet keys of your own")
        for value in (
            None,
            "",
            "junk",
            PUBLISHED_ENCRYPTION_KEY,
            f"{KEY},junk",
        )
    ),
    *(
        ("ALLOWED_HOSTS", value, "Set ALLOWED_HOSTS to the host names of this site, without “*”.")
        for value in (None, "", "*", "crm.harbour.example,*")
    ),
    (
        "LIVE_CHANNEL_ORIGINS",
        "*",
        "Set LIVE_CHANNEL_ORIGINS to the origins that may open sockets, without “*”.",
    ),
    *(
        ("DATABASE_URL", value, "Set DATABASE_URL to a PostgreSQL server")
        for value in (None, "", "junk", "sqlite:///crm.sqlite3")
    ),
    *(
        ("BROKER_URL", value, "Set BROKER_URL to a message broker")
        for value in (None, "", "junk", "memory://")
    ),
    *(
        ("CHANNEL_LAYER_URL", value, "Set CHANNEL_LAYER_URL to a Redis server")
        for value in (None, "", "junk", "inmemory://")
    ),
    *(
        ("CACHE_URL", value, "Set CACHE_URL to a cache that all processes share")
        for value in (None, "", "junk", "locmemcache://", "dummycache://")
    ),
    *(
        ("EMAIL_URL", value, "Set EMAIL_URL to a mail server")
        for value in (None, "", "junk", "consolemail://", "dummymail://", "smtp://")
    ),
    *(
        ("SITE_URL", value, "Set SITE_URL to the address of this site")
        for value in (None, "", "crm.harbour.example", "http://crm.harbour.example", "https://")
    ),
]
NOTHING = dict.fromkeys(PRODUCTION) | {"DJANGO_SETTINGS_MODULE": "crm_backend.settings"}
NAMES = {name for name, _, _ in UNSAFE} - {"LIVE_CHANNEL_ORIGINS"}
# The command of each kind of process; without servers it fails later than its checks. Beat keeps its schedule
# in memory: its file scheduler deletes a schedule file that it cannot read, as root even /dev/null.
START = {
    "web": ["uvicorn", "crm_backend.asgi:application", "--lifespan", "off", "--port", "0"],
    "worker": ["celery", "--app", "crm_backend", "worker"],
    "beat": ["celery", "--app", "crm_backend", "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile="],
}


def environment_of(**changes: str | None) -> dict[str, str]:
    """The environment of a production installation with some changes; None takes a variable away."""
    environment = {**os.environ, **PRODUCTION, **changes}
    return {name: value for name, value in environment.items() if value is not None}


def manage(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess:
    """Run manage.py as a production installation does."""
    return run([sys.executable, "manage.py", *arguments], **changes)


def run(command: list[str], **changes: str | None) -> subprocess.CompletedProcess:
    return subprocess.run(
        command, cwd=ROOT, env=environment_of(**changes), capture_output=True, text=True, timeout=LONGEST
    )


def shown(*settings: str, **environment: str | None) -> dict:
    """Settings of a production installation, by name, in a process that loads nothing else."""
    code = (
        f"from django.conf import settings as s; import json; print(json.dumps([s.{', s.'.join(settings)}]))"
    )
    done = run([sys.executable, "-c", code], **environment)
    assert done.returncode == 0, done.stderr
    return dict(zip(settings, json.loads(done.stdout), strict=True))


@pytest.fixture
def production_settings(monkeypatch):
    """Makes the settings of a production installation, without a process of its own."""

    def make(**changes: str | None) -> ModuleType:
        monkeypatch.setattr(os, "environ", environment_of(**changes))
        monkeypatch.setattr(Env, "ENVIRON", os.environ)
        spec = find_spec("crm_backend.settings")
        made = module_from_spec(spec)
        spec.loader.exec_module(made)
        return made

    return make


def test_check_deploy_passes():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.parametrize("debug", [None, "", "1", "yes", "on", "truthy", "true"])
def test_only_debug_true_turns_debug_on(debug, production_settings):
    made = vars(production_settings(DEBUG=debug))
    assert made["DEBUG"] == (debug == "true")
    assert made["PRODUCTION"] != made["DEBUG"]


@pytest.mark.parametrize(("name", "value", "sentence"), UNSAFE)
def test_unsafe_setting_is_named(name, value, sentence, production_settings):
    problems = [one.otherwise for one in unmet(production_settings(**{name: value}))]
    alone = [
        problem for problem in problems if "LIVE_CHANNEL" not in problem or name == "LIVE_CHANNEL_ORIGINS"
    ]
    assert len(alone) == 1
    assert alone[0].startswith(sentence)


def test_command_lists_every_missing_setting():
    done = manage("migrate", **NOTHING)
    assert done.returncode != 0
    assert all(f"Set {name} " in done.stderr for name in NAMES), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", START)
def test_process_with_unsafe_settings_exits_and_logs_why(kind):
    program, *arguments = START[kind]
    done = run(
        [str(Path(sys.executable).with_name(program)), *arguments],
        FIELD_ENCRYPTION_KEYS="junk",
        EMAIL_URL=None,
    )
    assert done.returncode == 1
    said = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["message"].split()[1] for line in said if line["levelname"] == "CRITICAL"] == [
        "FIELD_ENCRYPTION_KEYS",
        "EMAIL_URL",
    ]
    assert "junk" not in done.stderr


def test_collectstatic_needs_no_settings():
    done = manage("collectstatic", "--noinput", "--dry-run", **NOTHING)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["behave", "demo", "serve"])
def test_development_command_needs_no_settings(command):
    done = manage(command, "--help", DEBUG=None)
    assert done.returncode == 0, done.stderr


def test_tls_only():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY"]
    assert shown(*names) == dict.fromkeys(names, True)


def test_proxy_header_is_trusted_only_if_configured(production_settings):
    # Django believes none by itself.
    assert not hasattr(production_settings(), "SECURE_PROXY_SSL_HEADER")
    believed = production_settings(BEHIND_TLS_PROXY="true").SECURE_PROXY_SSL_HEADER
    assert believed == ("HTTP_X_FORWARDED_PROTO", "https")


def test_tasks_of_a_dead_worker_are_redelivered():
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
    def test_liveness_ignores_host_and_tls(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True
        settings.READINESS = {"database": "tests.crm_backend.test_production.down"}
        answer = client.get("/healthz", HTTP_HOST="10.0.0.7")
        assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
        assert answer["Cache-Control"] == "no-store"

    @pytest.mark.django_db
    def test_readiness_with_every_part_up(self, client):
        answer = client.get("/readyz", HTTP_HOST="10.0.0.7")
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "ready",
            "parts": {
                "database": "ok",
                "broker": "ok",
                "channel_layer": "ok",
                "cache": "ok",
                "encryption_keys": "ok",
                "outbox": {"overdue": 0, "oldest_overdue_seconds": 0},
            },
        }

    @pytest.mark.django_db
    def test_readiness_with_a_part_down_hides_the_reason(self, client, settings, caplog):
        settings.READINESS = {**settings.READINESS, "broker": "tests.crm_backend.test_production.down"}
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["status"] == "not ready"
        assert answer.json()["parts"]["broker"] == "down"
        assert answer.json()["parts"]["database"] == "ok"
        assert "secret" not in answer.content.decode() + caplog.text
        assert "broker is down: ConnectionError" in caplog.text

    def test_readiness_without_broker(self, client, settings, monkeypatch):
        monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
        settings.READINESS = {"broker": "crm_backend.health.broker"}
        assert client.get("/readyz").json()["parts"] == {"broker": "down"}

    def test_readiness_without_cache(self, client, settings):
        redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
        settings.CACHES = {"default": redis}
        settings.READINESS = {"cache": "crm_backend.health.cache"}
        assert client.get("/readyz").json()["parts"] == {"cache": "down"}

    @pytest.mark.django_db
    @pytest.mark.parametrize("keys", [["junk"], [Fernet.generate_key().decode()]])
    def test_readiness_with_wrong_encryption_keys(self, client, settings, keys):
        BorrowerFactory(tax_file_number="648 188 535")
        settings.READINESS = {"encryption_keys": "applications.selectors.encryption.numbers_are_readable"}
        assert client.get("/readyz").json()["parts"] == {"encryption_keys": "ok"}
        settings.FIELD_ENCRYPTION_KEYS = keys
        fields._cipher.cache_clear()
        try:
            assert client.get("/readyz").json()["parts"] == {"encryption_keys": "down"}
        finally:
            fields._cipher.cache_clear()

    @pytest.mark.django_db
    def test_stuck_outbox_is_reported_and_readiness_stays_up(self, client):
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
    def test_other_pages_check_the_host(self, client):
        assert client.get("/healthz/more").status_code == 404
        assert client.post("/healthz").status_code == 404
        assert client.get("/admin/login/", HTTP_HOST="evil.example").status_code == 400


def down() -> None:
    raise ConnectionError("user:secret@broker.internal")


@pytest.mark.django_db
class TestPages:
    def test_content_security_policy_of_the_admin_pages(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
        policy = client.get("/admin/")["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy

    def test_request_id_is_generated_or_taken_from_the_header(self, client):
        brought = uuid4().hex
        assert client.get("/admin/login/", headers={"X-Request-ID": brought})["X-Request-ID"] == brought
        made = client.get("/admin/login/", headers={"X-Request-ID": "<script>"})["X-Request-ID"]
        assert len(made) == 32
        assert made != brought


def test_task_carries_the_request_id():
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


@pytest.mark.parametrize(
    "crash",
    [
        "raise ValueError('crash')",
        "threading.Thread(target=int, args=('crash',)).start()",
        "type('Crash', (), {'__del__': lambda self: int('crash')})()",
    ],
)
def test_uncaught_exception_is_logged(crash):
    code = f"import threading, django; django.setup(); {crash}"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment_of(), capture_output=True, text=True
    )
    (line,) = [json.loads(line) for line in run.stderr.splitlines()]
    assert line["message"] == "Uncaught exception"
    assert "crash" in line["exc_info"]


class TestLogLines:
    @staticmethod
    def line(message: str, *arguments, **more) -> dict:
        logger = logging.getLogger("test")
        record = logger.makeRecord("test", logging.WARNING, __file__, 1, message, arguments, **more)
        TaskFilter().filter(record)
        record.request_id = "r1"
        return json.loads(JsonLine().format(record))

    def test_log_line_has_message_time_and_request_id(self):
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

    def test_log_line_in_a_task_has_the_task(self):
        seen = []

        @app.task(name="tests.speaks")
        def speaks():
            seen.append(self.line("Hello", exc_info=None))

        speaks.apply(task_id="t1")
        del app.tasks["tests.speaks"]
        assert (seen[0]["task_id"], seen[0]["task_name"]) == ("t1", "tests.speaks")

    def test_log_line_leaves_out_other_attributes(self):
        extra = {"data": {"args": "['a secret']"}, "request": "GET /?tfn=123"}
        line = self.line("Done", exc_info=None, extra=extra)
        assert "secret" not in str(line)
        assert "tfn" not in str(line)

    def test_log_line_has_traceback_and_hides_addresses(self):
        try:
            raise ValueError("Key (address)=(omar.o'neil+loan@mail.example.com.au) already exists.")
        except ValueError:
            line = self.line("Refused for %s", "nora@example.com", exc_info=sys.exc_info())
        assert "ValueError: Key (address)=([address]) already exists." in line["exc_info"]
        assert line["message"] == "Refused for [address]"

    @pytest.mark.parametrize("address", ["omar@münchen.example", "o'neil&co@例え.テスト"])
    def test_log_line_hides_unusual_addresses(self, address):
        record = logging.LogRecord("crm", logging.INFO, "", 0, "Key (email)=(%s) exists", (address,), None)
        assert json.loads(JsonLine().format(record))["message"] == "Key (email)=([address]) exists"


@pytest.mark.parametrize(("proxies", "warned"), [("0", True), ("1", False)])
def test_uncounted_proxy_is_a_warning(proxies, warned):
    done = manage("check", BEHIND_TLS_PROXY="true", NUM_PROXIES=proxies)
    assert done.returncode == 0
    assert ("crm_backend.W001" in done.stderr + done.stdout) == warned


def test_compose_passes_and_documents_the_same_settings():
    rows = (ROOT / "docs" / "deploying.md").read_text().split("## Settings")[1].split("\n## ")[0]
    named = {
        name for row in re.findall(r"^\|(.*?)\|", rows, re.M) for name in re.findall(r"`([A-Z_]+)`", row)
    }
    passed = yaml.safe_load((ROOT / "compose.yaml").read_text())["x-crm"]["environment"]
    assert named == passed.keys()


def test_every_source_that_the_image_copies_reaches_the_build():
    copied = re.findall(r"^COPY (\S+) ", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    admitted = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert "common" in copied
    assert set(copied) <= set(admitted)
