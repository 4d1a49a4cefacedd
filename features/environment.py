"""behave's hooks: when the drivers start, and when they give everything back."""

from crm_backend.celery import app
from features.support.clock import Clock
from features.support.language import define_words
from features.support.phrase import use_phrases
from features.support.phrases import hand_over
from features.support.watchdog import PATIENCE, Watchdog
from features.support.world import World

define_words()
use_phrases()


def before_all(context):
    context.config.setup_logging()
    context.watchdog = Watchdog(context.config.userdata.getfloat("hang_after", PATIENCE))
    app.loader.import_default_modules()  # as a worker does when it starts
    context.clock = Clock()
    context.clock.start()
    hand_over(context)


def before_scenario(context, scenario):
    context.watchdog.watch()


def django_ready(context):
    context.world = World(context.clock)


def after_scenario(context, scenario):
    try:
        context.world.close()
    finally:
        context.watchdog.rest()


def after_all(context):
    context.clock.stop()
