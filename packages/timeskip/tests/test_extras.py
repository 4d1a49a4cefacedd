"""Without an extra, whatever needs it says which one to install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

HERE = Path(__file__).parent
RUN = """
import os, sys
sys.modules.update(dict.fromkeys(os.environ["WITHOUT"].split()))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
"""
COMMAND = f"""{RUN}
from django.conf import settings
settings.INSTALLED_APPS.remove("behave_django")
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
# Without an app, behave-django's command does not answer in the place of timeskip's.
BEHAVE = "behave behave_django"


def answer(program: str, *arguments: str, without: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=HERE / "behave_project",
        env={**os.environ, "PYTHONPATH": str(HERE), "WITHOUT": without, "TIMESKIP_CLOCK": "time-machine"},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("command", [["behave", "--stack", "real", "-D", "a=b"], ["phrases", "features"]])
def test_a_command_without_behave(command: list[str]) -> None:
    done = answer(COMMAND, *command, without=BEHAVE)
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: ")
    assert done.stderr.endswith(" behave, and it is not installed. Run `pip install timeskip[behave]`.\n")


def test_the_command_without_behave_django() -> None:
    done = answer(COMMAND, "behave", without="behave_django")
    assert "`manage.py behave` needs behave_django, and it is not installed." in done.stderr


@pytest.mark.parametrize("module", ["timeskip.gherkin", "timeskip.behave"])
def test_an_import_without_behave(module: str) -> None:
    done = answer(f"{RUN}\nimport django\ndjango.setup()\nimport {module}", without="behave")
    assert "timeskip.extras.MissingExtra" in done.stderr
    assert "Run `pip install timeskip[behave]`." in done.stderr


def test_a_clock_that_is_not_installed() -> None:
    # find_spec looks for a module that nobody has imported.
    program = COMMAND.replace("import os, sys", "import os, sys, importlib.util as util", 1).replace(
        "from django.conf",
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name in os.environ['WITHOUT'].split() else find(name, *rest)\n"
        "from django.conf",
        1,
    )
    done = answer(program, "behave", "--clock", "freezegun", without="freezegun")
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: The clock 'freezegun' is not installed. Run `pip install timeskip[freezegun]`.\n"
    )


def test_the_real_stack_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from project.under_test import PROJECT

    from timeskip import extras
    from timeskip.stacks.running import run_on

    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "psycopg" else name)
    with pytest.raises(extras.MissingExtra, match=r"needs psycopg, .* Run `pip install timeskip\[stacks\]`"):
        run_on("real", PROJECT, ["true"])
