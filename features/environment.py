"""behave's hooks: when the drivers start, and when they give everything back."""

import json
import sys
from contextlib import contextmanager
from pathlib import Path

from behave_messages import attach, wanted
from crm_backend.celery import app
from features.support.stacks.drivers import drivers_of_the_run
from features.support.world import World
from features.words import ADVICE, WORDS
from timeskip.behave.left_out import as_lines, left_out, write_table
from timeskip.behave.watchdog import Watchdog
from timeskip.gherkin import dictionary, use_phrases

# packages/living-docs/README.md says what is in it.
DICTIONARY = "application/json; profile=dictionary"


@contextmanager
def around_step(context, step):
    """A refusal that a Given meets fails it, and what the step brought about is attached to it."""
    try:
        yield
        if step.step_type == "given":
            context.world.office.finish()
    finally:
        context.world.evidence.hand_over(context)


use_phrases(WORDS, advice=ADVICE, around=around_step)


def before_all(context):
    context.config.setup_logging()
    app.loader.import_default_modules()  # as a worker does when it starts
    context.stack = drivers_of_the_run(context.config.userdata, pictures=wanted(context))
    context.watchdog = Watchdog(context.config.userdata.getfloat("hang_after", context.stack.patience))
    context.stack.clock.start()
    if wanted(context):
        phrases = dictionary.as_data(context._runner.step_registry)
        attach(context, DICTIONARY, json.dumps(phrases), "dictionary.json")


def before_scenario(context, scenario):
    context.watchdog.watch()


def django_ready(context):
    context.story = context.world = World(context.stack)


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
    sys.__stdout__.write(as_lines(left_out(features)))
    if table := context.config.userdata.get("left_out"):
        write_table(
            Path(table),
            features,
            title=f"What the {context.stack.name} stack does not tell",
            source=f"Written by `make acceptance STACK={context.stack.name}`",
        )
