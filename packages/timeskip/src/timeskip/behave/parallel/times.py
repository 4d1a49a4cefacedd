"""How long each scenario took last time: a line each, in a small file."""

import os
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from timeskip.behave.parallel.options import shard_asked_for
from timeskip.stacks.running import name_of_the_run


def file_of(userdata: Mapping[str, str]) -> Path:
    """Return the file of times: `-D times=FILE`, or one for each stack below reports/."""
    return Path(userdata.get("times") or f"reports/times/{name_of_the_run()}.tsv")


def read(file: Path) -> dict[str, float]:
    """Return seconds by the key of a scenario; of two lines with one key, the later counts.

    So the files of several shards, one after another, are a file as well. Lines that say nothing are passed over.
    """
    times = {}
    lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    for line in lines:
        seconds, _, key = line.partition("\t")
        try:
            times[key] = float(seconds)
        except ValueError:
            continue
    return times


def keep(measured: Mapping[str, float], userdata: Mapping[str, str]) -> None:
    """Keep the times of a run for the next; a shard keeps its own in a file beside, for a list of all."""
    file = file_of(userdata)
    shard = shard_asked_for(userdata)
    if shard:
        _write(file.with_name(f"{file.stem}.{shard.number}-of-{shard.count}{file.suffix}"), measured)
    else:
        _write(file, read(file) | measured)


def _write(file: Path, times: Mapping[str, float]) -> None:
    """Write seconds by key, without scenarios whose feature file is gone."""
    there = {path: Path(path).is_file() for path in {key.partition("\t")[0] for key in times}}
    lines = [f"{times[key]:.3f}\t{key}\n" for key in sorted(times) if there[key.partition("\t")[0]]]
    file.parent.mkdir(parents=True, exist_ok=True)
    # At once, from a file of its own: a run beside this one reads no half of a file, and may write as well.
    part = file.with_name(f"{file.name}.{uuid4().hex}")
    part.write_text("".join(lines), encoding="utf-8")
    os.replace(part, file)
