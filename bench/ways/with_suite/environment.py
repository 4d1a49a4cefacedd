"""The suite's own hooks; they note when each scenario begins and what its socket received."""

import os

from bench.ways import record, work
from features import environment as suite
from features.environment import *  # noqa: F403


def django_ready(context):
    suite.django_ready(context)
    if os.environ.get(record.INVARIANTS) == "no":
        context.watcher = None


def before_scenario(context, scenario):
    record.begin()
    suite.before_scenario(context, scenario)


def after_scenario(context, scenario):
    try:
        record.received(context.world.tabs.first(work.WHO).frames)
    finally:
        suite.after_scenario(context, scenario)
