"""`python manage.py behave --stack NAME`."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.patience import LONGEST
from tests.suite.behave_run import ROOT, own_story, run_behave, wait_for

BELL = "features/07_live_updates/the_bell.feature"
ON_POSTGRES = """\
Feature: What the CRM stands on
  Scenario: which database this is
    Given the database is PostgreSQL
    Then the database is PostgreSQL
  Scenario: what a run has of it
    Then the connection is that of the scenario before
    And its two ends share a core
  Scenario: a statement that never ends
    When a statement hangs
    Then the database is PostgreSQL
  Scenario: the next one has a connection
    Then the database is PostgreSQL
"""
STEPS = """\
import os

from behave import given, then, when

from django.db import connection

ends = []


def end():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@given("the database is PostgreSQL")
@then("the database is PostgreSQL")
def is_postgres(context):
    assert connection.vendor == "postgresql", connection.vendor
    ends.append(end())


@when("a statement hangs")
def hangs(context):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(100)")


@then("the connection is that of the scenario before")
def is_that_of_the_scenario_before(context):
    assert end() in ends, (end(), ends)


@then("its two ends share a core")
def share_a_core(context):
    if hasattr(os, "sched_getaffinity"):
        cores = [os.sched_getaffinity(process) for process in (os.getpid(), end())]
        assert cores[0] == cores[1] and len(cores[0]) == 1, cores
"""


@pytest.fixture(scope="module")
def folder():
    """Where a run's server puts its data; short, for a socket's path may not be long."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield folder


def servers(folder: str) -> set[str]:
    """The command lines of the PostgreSQL servers whose data are in a folder: other runs have their own."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if folder in words and "postgres" in words.split(" ")[0]:
            found.add(words)
    return found


def environment(folder: str) -> dict[str, str]:
    """Of a run that has to start a server."""
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**without, "TMPDIR": folder}


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory, folder):
    own = tmp_path_factory.mktemp("postgres")
    return run_behave(
        own_story(own, ON_POSTGRES, STEPS),
        "--stack=postgres",
        "--define=hang_after=8",
        junit=own / "junit",
        env=environment(folder),
    )


def test_postgres_is_a_server_of_the_run_s_own(on_postgres, folder):
    assert on_postgres.status("which database this is") == "passed"
    assert on_postgres.status("what a run has of it") == "passed"
    assert servers(folder) == set()


def test_a_scenario_that_is_ended_leaves_the_next_a_connection(on_postgres):
    assert "The scenario was ended after 8 seconds" in on_postgres.message("a statement that never ends")
    assert on_postgres.status("the next one has a connection") == "passed"
    # The server has let go of the statement, or it could not remove its database.
    assert "Traceback" not in on_postgres.errors.rpartition("Destroying test database")[2]


def test_its_exit_code_is_the_run_s(on_postgres):
    assert on_postgres.exit_code == 1


def test_without_a_name_it_is_the_embedded_one(tmp_path):
    feature = ON_POSTGRES.partition("  Scenario: what a run has")[0]
    run = run_behave(own_story(tmp_path, feature, STEPS), junit=tmp_path / "junit")
    assert "sqlite" in run.message("which database this is")


def test_a_database_of_another_kind_is_refused(tmp_path, db_file):
    run = run_behave(BELL, "--stack", "postgres", junit=tmp_path, env=db_file.env)
    assert run.exit_code != 0
    assert "DATABASE_URL names another database" in run.errors


def test_an_unknown_stack_is_refused(tmp_path):
    run = run_behave(BELL, "--stack", "oracle", junit=tmp_path)
    assert "choose from 'embedded', 'postgres', 'real', 'live'" in run.errors


def test_a_browser_on_a_stack_without_a_web_server_is_refused(tmp_path):
    run = run_behave(BELL, "--stack", "postgres", "-D", "browser=yes", junit=tmp_path)
    assert run.exit_code != 0
    assert "A browser needs a web server, and --stack postgres has none" in run.errors


def test_no_server_is_left_where_the_run_is_terminated(tmp_path, folder):
    slow = STEPS + "\n    import time\n    time.sleep(60)\n"
    process = subprocess.Popen(
        [
            sys.executable,
            "manage.py",
            "behave",
            own_story(tmp_path, ON_POSTGRES, slow),
            "--stack",
            "postgres",
        ],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: servers(folder))
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=LONGEST)
    wait_for(lambda: not servers(folder))
