"""This suite's own hooks, which also record when each scenario begins and what its socket received."""

from bench import facts, record
from features import environment as suite
from features.environment import *  # noqa: F403


def before_scenario(context, scenario):
    record.begin()
    suite.before_scenario(context, scenario)


def after_scenario(context, scenario):
    try:
        record.received(context.world.browsers.first_tab(facts.WHO).frames)
    finally:
        suite.after_scenario(context, scenario)
