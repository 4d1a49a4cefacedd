"""The Celery application runs under Celery's own test worker (the seed's section 2)."""

import threading

import pytest
from celery.contrib.testing import tasks  # noqa: F401 registers celery.ping, as a worker under test expects
from celery.contrib.testing.worker import start_worker

from crm_backend.celery import app as celery_app


@pytest.fixture
def celery_config(monkeypatch):
    """The seed's broker; tasks really go through it."""
    for name, value in {
        "broker_url": "memory://",
        "result_backend": "cache+memory://",
        "task_always_eager": False,
        "task_ignore_result": False,
    }.items():
        monkeypatch.setitem(celery_app.conf, name, value)
    # Where a task ran before in this process, the application remembers another result backend.
    monkeypatch.setattr(celery_app, "_backend_cache", None)
    monkeypatch.setattr(celery_app, "_local", threading.local())


@pytest.fixture
def celery_worker(celery_config):
    with start_worker(celery_app, perform_ping_check=False) as worker:
        yield worker


def test_the_worker_runs_a_task_of_the_app(celery_worker):
    assert celery_app.tasks["celery.ping"].apply_async(ignore_result=False).get(timeout=10) == "pong"


def test_every_entry_of_the_beat_schedule_names_a_task():
    celery_app.loader.import_default_modules()
    asked_for = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}
    assert asked_for <= set(celery_app.tasks)
