import os
import sys

import timeskip.behave


def before_all(context):
    if context.config.userdata.get("shows_clock"):
        sys.stdout.write(type(context.stack.clock).__name__)


def django_ready(context):
    context.was_ready_in_a_story = context.story.now


timeskip.behave.install(globals(), clock=os.environ["TIMESKIP_CLOCK"])
