import os

import timeskip.behave


def django_ready(context):
    context.was_ready_in_a_story = context.story.now


timeskip.behave.install(globals(), clock=os.environ["TIMESKIP_CLOCK"])
