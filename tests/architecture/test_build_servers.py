"""Build servers run what there is: targets of the Makefile, and shards that together are the whole run."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from features.acts import EXPLORATION
from tests.patience import LONGEST
from timeskip.behave.parallel.options import Shard, shard_asked_for

ROOT = Path(__file__).parents[2]
MATRIX = re.compile(r"\$\{\{ matrix\.(\w+) \}\}")
# What a server knows only when it runs: a number.
OF_THE_RUN = re.compile(r"\$\{\{ github\.\w+ \}\}|\$CI_PIPELINE_ID")


def of_github(file: Path) -> list[str]:
    """The commands of each job, once for each value of its matrix."""
    found = []
    for job in yaml.safe_load(file.read_text())["jobs"].values():
        for command in (step["run"] for step in job["steps"] if "run" in step):
            names = MATRIX.findall(command)
            values = job["strategy"]["matrix"][names[0]] if names else [""]
            found += [OF_THE_RUN.sub("1", MATRIX.sub(str(value), command)) for value in values]
    return found


def of_gitlab(file: Path) -> list[str]:
    """The commands of each job, once for each of those that run in parallel."""
    found = []
    for job in yaml.safe_load(file.read_text()).values():
        for command in job.get("script", []) if isinstance(job, dict) else []:
            found += [OF_THE_RUN.sub("1", one) for one in in_parallel(command, job.get("parallel", 1))]
    return found


def in_parallel(command: str, parallel: int | dict) -> list[str]:
    """A command of GitLab, for each job of those that run in parallel: so many, or one for each value."""
    if isinstance(parallel, dict):
        (variable,) = parallel["matrix"]
        ((name, values),) = variable.items()
        return [command.replace(f"${name}", value) for value in values]
    if "$CI_NODE_INDEX" not in command:
        return [command]
    shares = range(1, parallel + 1)
    return [
        command.replace("$CI_NODE_INDEX", str(share)).replace("$CI_NODE_TOTAL", str(parallel))
        for share in shares
    ]


SERVERS = {
    "GitHub": [command for file in (ROOT / ".github/workflows").glob("*.yml") for command in of_github(file)],
    "GitLab": of_gitlab(ROOT / ".gitlab-ci.yml"),
}


@pytest.mark.parametrize("server", SERVERS)
def test_both_run_everything(server):
    assert {"make test", "make corners", "make merge-shards"} <= set(SERVERS[server])


@pytest.mark.parametrize("server", SERVERS)
def test_shards_are_the_whole_run(server):
    asked = [command.partition("SHARD=")[2] for command in SERVERS[server] if "SHARD=" in command]
    whole = [Shard(number, len(asked)) for number in range(1, len(asked) + 1)]
    assert len(asked) > 1
    assert [shard_asked_for({"shard": one}) for one in asked] == whole


@pytest.mark.parametrize("server", SERVERS)
def test_every_theme_is_explored(server):
    """Each by a job of its own, so that each has all of the minutes."""
    asked = [re.search(r"THEME=(\w+)", one)[1] for one in SERVERS[server] if one.startswith("make explore")]
    assert sorted(asked) == sorted(theme.name for theme in EXPLORATION.themes)


@pytest.mark.parametrize("command", sorted({one for commands in SERVERS.values() for one in commands}))
def test_every_command_can_be_run(command):
    """make says what it would do; a shell reads anything else."""
    words = command.split()
    line = ["make", "-n", *words[1:]] if words[0] == "make" else ["sh", "-n", "-c", command]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST)
    assert done.returncode == 0, done.stderr
    if "SHARD=" in command:
        assert f"--shard {command.partition('SHARD=')[2]}" in done.stdout


@pytest.mark.parametrize(
    ("asked", "is_passed"), [("MINUTES=5", False), ("MINUTES=5 SEED=7", True), ("SEED=7", True), ("", False)]
)
def test_explore_is_given_a_seed_that_somebody_asks_for(asked, is_passed):
    """Also without minutes, so that the command can say that it has no use for one."""
    line = ["make", "-n", "explore", *asked.split()]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST)
    assert ("--seed 7" in done.stdout, "--seed" in done.stdout) == (is_passed, is_passed)
