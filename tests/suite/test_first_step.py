"""What a run of one scenario imports before its first step: what it does not need would delay every run."""

import os
import subprocess
import sys

import pytest

from tests.suite.behave_run import ROOT

FEATURE = "features/07_live_updates/the_bell.feature"
NAME = "A tab shows the unread count when it opens"
FORMATTER = """
import sys
from behave.formatter.base import Formatter

class Modules(Formatter):
    name = "modules"

    def match(self, match):
        if not self.stream_opener.name:
            return
        with open(self.stream_opener.name, "a") as file:
            file.write(" ".join(sys.modules) + "\\n")
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("formatter")
    (folder / "modules_formatter.py").write_text(FORMATTER)
    written = folder / "modules.txt"
    formatter = ("-f", "modules_formatter:Modules", "-o", str(written), "-f", "null")
    # Checks import what they look at. A run skips them itself where nothing has changed.
    command = ("manage.py", "behave", FEATURE, "--name", NAME, "--skip-checks", *formatter)
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=True)
    return set(written.read_text().splitlines()[0].split())


@pytest.mark.parametrize(
    "module",
    [
        "rest_framework.views",  # and with it psycopg, requests and pygments
        "psycopg",
        "requests",
        "drf_spectacular.views",
        "segno",
        "pypdf",
        "bs4",
        "features.doors.page",
        "features.doors.api",
        "features.doors.limits",
        "playwright",
        "daphne",
        "hypothesis",
        "timeskip.behave.parallel.run",
        "timeskip.stacks.real.stack",
        "cucumber_messages",
    ],
)
def test_the_first_step_does_not_wait_for(imported, module):
    assert "users.models" in imported
    assert module not in imported
