"""`--shard 2/5`: the part of a run that this machine runs."""

import json
from collections.abc import Iterable
from typing import Any

from behave.configuration import Configuration
from behave.model import Feature

from timeskip.behave.parallel import times
from timeskip.behave.parallel.dealing import part_of
from timeskip.behave.parallel.items import items_of, keep_only
from timeskip.behave.parallel.options import shard_asked_for

# Attached to the run, so that a program that merges shards, such as living-docs, sees whether they make one run.
MEDIA_TYPE = "application/json; profile=shard"


def keep_shard(features: list[Feature], config: Configuration, formatters: Iterable[Any]) -> None:
    """Keep the scenarios of the shard that is asked for, if any; ValueError for what is no shard."""
    shard = shard_asked_for(config.userdata)
    if shard is None:
        return
    chosen = [item for item in items_of(features) if item.scenario.should_run(config)]
    part, deal = part_of(chosen, shard, times.read(times.file_of(config.userdata)))
    keep_only(features, [item.scenario for item in part])
    print(f"Shard {shard.number} of {shard.count}: {len(part)} of {len(chosen)} scenarios, deal {deal}.")  # noqa: T201
    said = json.dumps({"shard": shard.number, "of": shard.count, "deal": deal})
    for formatter in formatters:
        # It keeps what is attached outside of steps.
        if getattr(formatter, "takes_file_names", False):
            formatter.embedding(MEDIA_TYPE, said, "shard.json")


def keep_times(features: Iterable[Feature], config: Configuration) -> None:
    """Keep what the scenarios of a shard have taken in a run of one process."""
    if shard_asked_for(config.userdata) is not None and not config.dry_run:
        items = items_of(features)
        times.keep({one.key: one.scenario.duration for one in items if one.scenario.duration}, config.userdata)
