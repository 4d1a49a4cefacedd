"""The development settings turn DEBUG on by themselves, and the product never uses them."""

import pytest
from django.core.management import find_commands

import timeskip.management
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
