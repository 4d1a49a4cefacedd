"""Each import contract is broken once, to see that it holds."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.patience import LONGEST

ROOT = Path(__file__).parents[2]
CONFIGURED = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

# Contract → the file that breaks it, and the line that does.
BREAKS = {
    "crm-knows-no-suite": ("applications/selectors/note.py", "import features.drivers.people"),
    "common-knows-no-app": ("common/__init__.py", "import users.preferences"),
    "users-know-no-loans": ("users/inbox.py", "import applications.wording"),
    "wiring-holds-no-rule": ("crm_backend/urls.py", "import applications.services.notes"),
    "steps-parse-and-delegate": ("features/steps/background_tasks.py", "import applications.services.notes"),
    "suite-restates-the-rules": ("features/drivers/matchers.py", "import applications.stages"),
    "invariants-restate-the-rules": ("features/invariants/readers.py", "import features.drivers.factories"),
    "timeskip-stands-alone": ("packages/timeskip/src/timeskip/mail.py", "import features.drivers.people"),
    "messages-stand-alone": ("packages/behave-messages/src/behave_messages/stream.py", "import freezegun"),
    "living-docs-read-messages": ("packages/living-docs/src/living_docs/__init__.py", "import behave.model"),
    "drivers-know-no-steps": ("features/drivers/people.py", "import features.steps.emails"),
    "tools-know-no-suite": ("demo/people.py", "import features.drivers.people"),
    "bench-knows-no-suite": ("bench/documents.py", "import features.drivers.people"),
    "no-cycles": ("users/delivery.py", "import users.outbox"),
    "loan-book-layers": ("applications/selectors/note.py", "import applications.services.notes"),
    "people-layers": ("users/live.py", "import users.notifications"),
}


# Where each root package lies.
SOURCES = [".", *(str(folder.relative_to(ROOT)) for folder in sorted(ROOT.glob("packages/*/src")))]


def lint_imports(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(str(folder / source) for source in SOURCES)},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )


@pytest.fixture(scope="module")
def copy_of_the_tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tree")
    left_out = shutil.ignore_patterns("__pycache__", "node_modules")
    for package in CONFIGURED["root_packages"]:
        (path,) = (f"{source}/{package}" for source in SOURCES if (ROOT / source / package).is_dir())
        shutil.copytree(ROOT / path, folder / path, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_broken_below():
    assert {contract["id"] for contract in CONFIGURED["contracts"]} == set(BREAKS)


def test_every_contract_is_kept(copy_of_the_tree):
    assert f"{len(BREAKS)} kept, 0 broken" in lint_imports(copy_of_the_tree).stdout


@pytest.mark.parametrize("contract", BREAKS)
def test_a_breach_is_found(copy_of_the_tree, contract):
    file, line = BREAKS[contract]
    breach = copy_of_the_tree / file
    before = breach.read_text()
    breach.write_text(f"{before}\n{line}\n")
    try:
        found = lint_imports(copy_of_the_tree, "--contract", contract)
    finally:
        breach.write_text(before)
    assert found.returncode == 1
    assert "0 kept, 1 broken" in found.stdout
