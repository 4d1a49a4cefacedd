"""The suite's own hooks; they note when each scenario begins and what its socket received."""

from bench.ways import record, work
from features import environment as suite
from features.environment import *  # noqa: F403


def before_scenario(context, scenario):
    record.begin()
    suite.before_scenario(context, scenario)


def after_scenario(context, scenario):
    try:
        record.received(context.world.tabs.first(work.WHO).frames)
    finally:
        suite.after_scenario(context, scenario)
