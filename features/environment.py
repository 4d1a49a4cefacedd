"""behave's hooks: when the drivers start, and when they give everything back."""

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from timeskip.behave import real_durations
from timeskip.stacks.running import stack_of_the_run

from behave_messages import wanted
from features.project import PROJECT, skip_empty_sweeps
from features.support.language import define_words
from features.support.phrase import use_phrases
from features.support.phrases import hand_over
from features.support.plain_browser import PlainBrowser
from features.support.stacks.left_out import left_out, say, write_table
from features.support.watchdog import Watchdog
from features.support.world import World

define_words()
use_phrases()


def before_all(context):
    context.config.setup_logging()
    userdata = context.config.userdata
    # `-D clock=time-machine`
    context.stack = stack_of_the_run(replace(PROJECT, clock=userdata.get("clock", PROJECT.clock)))
    context.resources = ExitStack()
    context.browsers = browsers_of_the_run(context)
    context.resources.enter_context(real_durations(context.stack.clock))
    context.watchdog = Watchdog(userdata.getfloat("hang_after", context.stack.patience))
    hand_over(context)


def browsers_of_the_run(context):
    """What makes people's browsers: `-D browser=yes` shows pages in Chromium, on the real stack."""
    if context.config.userdata.get("browser") != "yes":
        return PlainBrowser
    # Installed where it is asked for.
    from timeskip.stacks.real.chromium import Chromium

    from features.support.window import Window

    chromium = Chromium(context.stack.web_address)
    context.resources.callback(chromium.close)
    wants_pictures = wanted(context)

    def browser_of(who, client):
        return Window(chromium, who, client, context.world.evidence.page if wants_pictures else None)

    return browser_of


def before_scenario(context, scenario):
    context.watchdog.watch()


def django_ready(context):
    """Begin the scenario's story, in its transaction."""
    context.telling = ExitStack()
    story = context.telling.enter_context(context.stack.story())
    # `-D sweeps=needed`
    if context.config.userdata.get("sweeps") == "needed":
        skip_empty_sweeps(story)
    context.world = World(story, context.browsers)
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
