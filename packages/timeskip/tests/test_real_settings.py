"""What the real stack changes in a project's settings, and what it leaves as it is."""

from typing import Any

import pytest
from kombu import Queue

from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.settings import YEARS, real_settings

ADDRESSES = Addresses(
    database="postgres://ann:s%3Acret@db.example:5433/timeskip_1",
    redis="redis://127.0.0.1:1/0",
    broker="amqp://broker.example",
    prefix="timeskip-1:",
    web=1,
    mail=2525,
    clock="/run/clock",
    files="/run/files",
    logs="/run/logs",
    imports=("one", "two"),
)


@pytest.fixture(autouse=True)
def _on_the_real_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ADDRESSES.as_environment().items():
        monkeypatch.setenv(name, value)


def test_the_environment_carries_every_address() -> None:
    assert Addresses.from_environment() == ADDRESSES


def test_queues_and_routes_are_the_run_s_own() -> None:
    own = {
        "CELERY_TASK_QUEUES": [Queue("urgent"), Queue("bulk")],
        "CELERY_TASK_ROUTES": {"reports.*": {"queue": "bulk", "priority": 3}},
    }
    changed = real_settings(own)
    names = ["timeskip-1:urgent", "timeskip-1:bulk", "timeskip-1:rivals"]
    assert [queue.name for queue in changed["CELERY_TASK_QUEUES"]] == names
    assert {queue.exchange.name for queue in changed["CELERY_TASK_QUEUES"]} == {"timeskip-1:tasks"}
    assert changed["CELERY_TASK_DEFAULT_QUEUE"] == "timeskip-1:urgent"
    assert changed["CELERY_TASK_ROUTES"] == {"reports.*": {"queue": "timeskip-1:bulk", "priority": 3}}
    assert changed["CELERY_BROKER_URL"] == "amqp://broker.example"
    assert changed["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"] == YEARS


def test_a_project_without_queues_has_celery_s_one() -> None:
    changed = real_settings({"JOBS_TASK_DEFAULT_QUEUE": "celery"}, namespace="JOBS")
    assert [queue.name for queue in changed["JOBS_TASK_QUEUES"]] == ["timeskip-1:celery", "timeskip-1:rivals"]
    assert changed["JOBS_TASK_DEFAULT_QUEUE"] == "timeskip-1:celery"
    assert changed["JOBS_TASK_ALWAYS_EAGER"] is False


@pytest.mark.parametrize(
    ("own", "backend"),
    [(None, None), ("django-db", None), ("redis://127.0.0.1:6379/1", ADDRESSES.redis), ("rpc://", ADDRESSES.redis)],
)
def test_results_stay_in_the_database_or_go_to_the_run_s_redis(own: str | None, backend: str | None) -> None:
    assert real_settings({"CELERY_RESULT_BACKEND": own}).get("CELERY_RESULT_BACKEND") == backend


@pytest.mark.parametrize(
    ("own", "engine", "options"),
    [
        ("django.contrib.gis.db.backends.postgis", "django.contrib.gis.db.backends.postgis", {"connect_timeout": 5}),
        ("django.db.backends.postgresql", "django.db.backends.postgresql", {"connect_timeout": 5}),
        ("django.db.backends.sqlite3", "django.db.backends.postgresql", None),
    ],
)
def test_the_database_is_the_run_s_with_the_options_that_a_project_has_for_postgres(
    own: str, engine: str, options: dict[str, Any] | None
) -> None:
    database = real_settings({"DATABASES": {"default": {"ENGINE": own, "OPTIONS": {"connect_timeout": 5}}}})
    default = database["DATABASES"]["default"]
    assert (default["NAME"], default["HOST"], default["PORT"]) == ("timeskip_1", "db.example", 5433)
    assert (default["USER"], default["PASSWORD"]) == ("ann", "s:cret")
    assert default.get("OPTIONS") == options
    assert default["ENGINE"] == engine


def test_files_and_mail_reach_the_run() -> None:
    changed = real_settings({"STORAGES": {"default": {"BACKEND": "s3"}, "staticfiles": {"BACKEND": "kept"}}})
    assert changed["STORAGES"] == {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "kept"},
    }
    assert (changed["MEDIA_ROOT"], changed["EMAIL_HOST"], changed["EMAIL_PORT"]) == ("/run/files", "127.0.0.1", 2525)
