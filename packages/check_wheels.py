"""Builds the wheel of each package, installs it in a bare virtual environment, and runs the package's tests.

    python packages/check_wheels.py [PACKAGE ...] [--python PYTHON]

The tests are copied out of the repository, so that they find only the wheel and the tools that the package's
dependency group `test` names. A version that the repository pins is used here too.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = sorted(file.parent.name for file in HERE.glob("*/pyproject.toml"))
# What the tests of a package use besides its wheel.
WITH_TESTS = ("tests", "example", "pyproject.toml")
PINS = HERE.parent / "requirements" / "dev.txt"
# With these, Python would find packages outside of the bare environment, or compile modules in each process.
LEAKS = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")


class FailedError(Exception):
    """A command failed. Its output is on the screen."""


def main() -> int:
    options = _parser().parse_args()
    failed = []
    for name in options.packages or PACKAGES:
        begun = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
                check(name, Path(folder), options.python)
        except FailedError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed.append(name)
        print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if failed else 0


def check(name: str, folder: Path, python: str) -> None:
    """Build, install and test one package in an empty folder; raises FailedError."""
    package = HERE / name
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=package)
    (wheel,) = folder.glob("*.whl")
    run(python, "-m", "venv", "--without-pip", folder / "venv")
    (bare,) = (folder / "venv").glob("*/python")
    install(bare, wheel, *test_tools(package), constraints=folder / "pins.txt")
    copy_tests(package, folder / "package")
    run(bare, "-m", "pytest", "-q", cwd=folder / "package")


def install(python: Path, *wanted: str | Path, constraints: Path) -> None:
    """Install packages with uv, or with pip where uv finds no package index."""
    constraints.write_text(pins(PINS.read_text()))
    arguments = ["install", "--quiet", "--constraint", constraints, *wanted]
    try:
        run(sys.executable, "-m", "uv", "pip", *arguments, "--python", python)
    except FailedError:
        run(sys.executable, "-m", "pip", "--python", python, *arguments)


def test_tools(package: Path) -> list[str]:
    """The requirements in a package's dependency group `test`."""
    return tomllib.loads((package / "pyproject.toml").read_text())["dependency-groups"]["test"]


def pins(requirements: str) -> str:
    """The pins of a requirements file without their hashes, because the new wheel has no hash in it."""
    return "\n".join(re.findall(r"^[\w.-]+==[^\\\n]+", requirements, re.MULTILINE))


def copy_tests(package: Path, folder: Path) -> None:
    """Copy a package's tests and their configuration."""
    folder.mkdir()
    for path in filter(Path.exists, (package / name for name in WITH_TESTS)):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, folder)


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a command; raises FailedError."""
    environment = {key: value for key, value in os.environ.items() if key not in LEAKS}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=environment)
    if done.returncode:
        raise FailedError(f"`{' '.join(map(str, command))}` failed with exit code {done.returncode}")


def _parser() -> argparse.ArgumentParser:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="the name of a folder; by default all")
    parser.add_argument("--python", default=sys.executable, help="the Python to test on; by default this one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
