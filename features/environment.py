"""behave's hooks: when the drivers start, and when they give everything back."""

import sys
from pathlib import Path

from behave_messages import wanted
from crm_backend.celery import app
from features.support.language import define_words
from features.support.phrase import use_phrases
from features.support.phrases import hand_over
from features.support.stacks.drivers import drivers_of_the_run
from features.support.stacks.left_out import left_out, say, write_table
from features.support.watchdog import Watchdog
from features.support.world import World

define_words()
use_phrases()


def before_all(context):
    context.config.setup_logging()
    app.loader.import_default_modules()  # as a worker does when it starts
    context.stack = drivers_of_the_run(context.config.userdata, pictures=wanted(context))
    context.watchdog = Watchdog(context.config.userdata.getfloat("hang_after", context.stack.patience))
    context.stack.clock.start()
    hand_over(context)


def before_scenario(context, scenario):
    context.watchdog.watch()


def django_ready(context):
    context.world = World(context.stack)


def after_scenario(context, scenario):
    try:
        context.world.close()
    finally:
        context.watchdog.rest()
        if scenario.status.has_failed():
            sys.__stderr__.write(context.stack.explain())


def after_all(context):
    context.stack.clock.stop()
    context.stack.close()
    features = context._runner.features
    sys.__stdout__.write(say(left_out(features)))
    if table := context.config.userdata.get("left_out"):
        write_table(Path(table), context.stack.name, features)
