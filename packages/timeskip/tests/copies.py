"""Runs `manage.py` in copies of a process that has loaded the project: loading takes longer than most runs."""

import multiprocessing
import os
import runpy
import sys
from multiprocessing import forkserver
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory
from unittest.mock import patch

# behave-django holds on to the list that it was loaded with, so a copy's command line goes into that list.
ARGUMENTS = sys.argv
PATH = list(sys.path)
FORKS = multiprocessing.get_context("forkserver")


def load(module: str, *, path: Path) -> None:
    """Start the process that is copied: it imports a module from a folder; all copies are of one such process."""
    FORKS.set_forkserver_preload([__name__, module])
    with patch.dict(os.environ, PYTHONPATH=os.pathsep.join((str(path), str(Path(__file__).parent)))):
        forkserver.ensure_running()


def manage(*arguments: str, cwd: Path, environment: dict[str, str], timeout: float) -> CompletedProcess[str]:
    """Run `manage.py` with these arguments; TimeoutExpired after so many seconds.

    The settings were read before, with the environment of the process that is copied.
    """
    command = ["manage.py", *arguments]
    with TemporaryDirectory() as folder:
        files = Path(folder, "output"), Path(folder, "errors")
        process = FORKS.Process(target=_become, args=(command, cwd, environment, *files))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutExpired(command, timeout)
        return CompletedProcess(command, process.exitcode, *(file.read_text() for file in files))


def _become(command: list[str], cwd: Path, environment: dict[str, str], output: Path, errors: Path) -> None:
    for stream, file in ((1, output), (2, errors)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    # multiprocessing has put the test's own in their places.
    sys.argv, sys.path[:] = ARGUMENTS, [str(cwd), *PATH[1:]]
    sys.argv[:] = command
    runpy.run_path("manage.py", run_name="__main__")
