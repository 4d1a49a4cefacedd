import os

import timeskip.behave
from timeskip.gherkin import use_phrases

use_phrases()


def before_all(context):
    context.attach("text/plain", b"before the first feature")


def after_scenario(context, scenario):
    context.attach("text/plain", b"after the last step")


timeskip.behave.install(globals(), clock=os.environ["TIMESKIP_CLOCK"])
