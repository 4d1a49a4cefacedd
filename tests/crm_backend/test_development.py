"""The development settings turn DEBUG on by themselves, and the product never uses them."""

import pytest
from django.core.management import find_commands

import timeskip.management
from applications import tasks
from applications.refusals import BankFileFaulty
from crm_backend.celery import app
from manage import DEVELOPMENT as COMMANDS
from tests.crm_backend.test_production import ROOT, shown

DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "crm_backend.development"}
ENTRY_POINTS = (
    *("manage.py", "Procfile", "compose.yaml", "Dockerfile"),
    *("crm_backend/asgi.py", "crm_backend/celery.py", "crm_backend/settings.py"),
)


def test_debug_is_on_where_the_environment_has_none():
    assert shown("DEBUG", "PRODUCTION", DEBUG=None, **DEVELOPMENT) == {"DEBUG": True, "PRODUCTION": False}


def test_debug_of_the_environment_wins():
    assert shown("DEBUG", "PRODUCTION", DEBUG="false", **DEVELOPMENT) == {"DEBUG": False, "PRODUCTION": True}


@pytest.mark.parametrize("file", ENTRY_POINTS)
def test_no_entry_point_names_the_development_settings(file):
    assert "crm_backend.development" not in (ROOT / file).read_text()


def test_commands_that_no_production_installation_has_set_debug():
    of_timeskip = find_commands(timeskip.management.__path__[0])
    of_demo = find_commands(str(ROOT / "demo" / "management"))
    assert sorted([*of_timeskip, *of_demo]) == list(COMMANDS)


@pytest.mark.django_db
def test_a_refused_task_is_one_line_in_the_log(caplog, monkeypatch):
    def refuse(*, bank_file):
        raise BankFileFaulty(2)

    monkeypatch.setattr(tasks, "bank_file_by_id", lambda pk: pk)
    monkeypatch.setattr(tasks, "bank_file_import", refuse)
    with caplog.at_level("INFO", logger="celery.app.trace"):
        assert tasks.import_payments.apply(args=[7], throw=False).state == "FAILURE"
    (line,) = [record for record in caplog.records if record.name == "celery.app.trace"]
    assert (line.levelname, line.exc_info) == ("INFO", None)
    assert "The bank file was refused: 2 errors." in line.getMessage()


def test_queueing_without_a_broker_warns_of_nothing(caplog):
    with app.connection_for_write() as connection:
        connection.info()
    assert caplog.text == ""
