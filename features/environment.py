"""behave's hooks: when the drivers start, and when they give everything back."""

import sys
from contextlib import ExitStack
from pathlib import Path

from timeskip.behave import real_durations

from behave_messages import wanted
from features.project import skip_empty_sweeps
from features.support.language import define_words
from features.support.phrase import use_phrases
from features.support.phrases import hand_over
from features.support.stacks.drivers import stack_of_the_run
from features.support.stacks.left_out import left_out, say, write_table
from features.support.watchdog import Watchdog
from features.support.world import World

define_words()
use_phrases()


def before_all(context):
    context.config.setup_logging()
    context.stack = stack_of_the_run(context.config.userdata, pictures=wanted(context))
    context.resources = ExitStack()
    context.resources.enter_context(real_durations(context.stack.clock))
    context.watchdog = Watchdog(context.config.userdata.getfloat("hang_after", context.stack.patience))
    hand_over(context)


def before_scenario(context, scenario):
    context.watchdog.watch()


def django_ready(context):
    """Begin the scenario's story, in its transaction."""
    context.telling = ExitStack()
    story = context.telling.enter_context(context.stack.story())
    # `-D sweeps=needed`
    if context.config.userdata.get("sweeps") == "needed":
        skip_empty_sweeps(story)
    context.world = World(story)
    context.telling.callback(context.world.close)


def after_scenario(context, scenario):
    try:
        context.telling.close()
    finally:
        context.watchdog.rest()
        if scenario.status.has_failed():
            sys.__stderr__.write(context.stack.explain())


def after_all(context):
    context.resources.close()
    context.stack.close()
    features = context._runner.features
    sys.__stdout__.write(say(left_out(features)))
    if table := context.config.userdata.get("left_out"):
        write_table(Path(table), context.stack.name, features)
