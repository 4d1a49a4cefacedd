"""What `--parallel` and `--shard` ask for."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

AUTO = "auto"


@dataclass(frozen=True)
class Shard:
    """One of `count` equal parts of a run, counted from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def workers_asked_for(userdata: Mapping[str, str]) -> int:
    """Return the number of processes of a run: 1 unless `-D parallel` says otherwise; ValueError for no number."""
    asked = userdata.get("parallel", "1")
    if asked == AUTO:
        return _cores()
    if not asked.isdigit() or int(asked) < 1:
        raise ValueError(f"--parallel takes a number of processes or '{AUTO}', not {asked!r}.")
    return int(asked)


def shard_asked_for(userdata: Mapping[str, str]) -> Shard | None:
    """Return the part of the run that `-D shard` asks for, if any; ValueError for what is no part."""
    asked = userdata.get("shard")
    if asked is None:
        return None
    found = re.fullmatch(r"(\d+)/(\d+)", asked)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise ValueError(f"--shard takes a part of the run, such as 2/5, not {asked!r}.")
    return Shard(int(found[1]), int(found[2]))


def require_possible(userdata: Mapping[str, str], *, keeps_data: bool) -> None:
    """Raise ValueError where the options are no options, or a run cannot be divided among processes."""
    shard_asked_for(userdata)
    for name in ("hang_after", "grace"):
        if name in userdata and not _is_duration(userdata[name]):
            raise ValueError(f"-D {name}= takes a number of seconds, not {userdata[name]!r}.")
    if workers_asked_for(userdata) == 1:
        return
    if not hasattr(os, "fork"):
        raise ValueError("--parallel needs fork(), which this system lacks. Use --shard, one process for each shard.")
    if keeps_data:
        raise ValueError(
            "--parallel gives each process a copy of the test database, and --use-existing-database has one database."
        )


def _is_duration(text: str) -> bool:
    try:
        return 0 <= float(text) < float("inf")
    except ValueError:
        return False


def _cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
