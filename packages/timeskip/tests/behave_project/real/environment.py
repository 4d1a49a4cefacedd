import os

from project.under_test import PROJECT

import timeskip.behave


def after_scenario(context, scenario):
    with open(os.environ["LOG"], "a") as log:
        log.write(f"{os.environ.get('TIMESKIP_WORKER', '0')} {scenario.name}\n")


timeskip.behave.install(globals(), PROJECT)
