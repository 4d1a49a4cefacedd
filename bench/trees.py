"""Two checkouts of this repository in a temporary folder: an earlier commit, and the tree as it is now."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
# `git stash create` writes a commit, and a commit needs an author, who may not be configured.
AUTHOR = ("-c", "user.name=bench", "-c", "user.email=bench@localhost")
# With these the CRM would use servers, other settings or more time.
LEFT_OUT = (
    *("DATABASE_URL", "BROKER_URL", "CHANNEL_LAYER_URL", "CACHE_URL", "EMAIL_URL"),
    "DJANGO_SETTINGS_MODULE",
    # Without compiled modules each run would compile the tree again.
    "PYTHONDONTWRITEBYTECODE",
)

# Names a folder in which benches find each other's checkouts, with all that runs have compiled and kept.
SHARED = "BENCH_TREES"


class GitError(Exception):
    """git refused; the message says what to do about it."""


@contextmanager
def before_and_after(commit: str) -> Iterator[dict[str, Path]]:
    """The folders of both trees by name, until the end of the block.

    "after" includes uncommitted changes, but no untracked files. Raises GitError if there is no such commit.
    """
    commits = {"before": commit_of(commit), "after": _now()}
    with _folder() as folder:
        # By what is in them, because uncommitted changes make a commit of their own each time.
        contents = {name: _git("rev-parse", f"{commit}^{{tree}}") for name, commit in commits.items()}
        trees = {name: folder / f"{name}-{content}" for name, content in contents.items()}
        for name, tree in trees.items():
            if not tree.exists():
                _git("worktree", "add", "--quiet", "--detach", str(tree), commits[name])
        yield trees


@contextmanager
def shared() -> Iterator[Path]:
    """Benches of this block, and of processes that it starts, share their checkouts in this folder."""
    with TemporaryDirectory(prefix="bench-") as name, patch.dict(os.environ, {SHARED: name}):
        try:
            yield Path(name)
        finally:
            for tree in Path(name).iterdir():
                _git("worktree", "remove", "--force", str(tree))


@contextmanager
def _folder() -> Iterator[Path]:
    if SHARED in os.environ:
        yield Path(os.environ[SHARED])
    else:
        with shared() as folder:
            yield folder


def in_turns(trees: dict[str, Path], rounds: int) -> Iterator[tuple[str, Path]]:
    """Each tree once a round, with its name; neither of two always comes first."""
    for number in range(rounds):
        for name in sorted(trees, reverse=bool(number % 2)):
            yield name, trees[name]


def commit_of(name: str) -> str:
    """The full id of a commit; where the name is empty, of the newest tag before HEAD, or else of HEAD~1."""
    if not name:
        try:
            name = _git("describe", "--tags", "--abbrev=0", "HEAD~1")
        except GitError:
            name = "HEAD~1"
    try:
        return _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError as error:
        raise GitError(
            f"“{name}” is no commit of this repository. Name one that is, as in BEFORE=HEAD~10 or a tag; "
            "a shallow clone has only its newest commits."
        ) from error


def environment_of(tree: Path) -> dict[str, str]:
    """The environment of a process that runs the tree's code, with everything embedded."""
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    # These win over the packages that are installed from the user's own tree.
    packages = sorted(tree.glob("packages/*/src"))
    return environment | {"PYTHONPATH": os.pathsep.join(map(str, packages)), "DEBUG": "true"}


def _now() -> str:
    return _git(*AUTHOR, "stash", "create") or _git("rev-parse", "HEAD")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise GitError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()
