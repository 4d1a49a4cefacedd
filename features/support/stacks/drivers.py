"""The stack that a run stands on, as the command line has it."""

import os
from dataclasses import replace

from behave.userdata import UserData
from timeskip.stacks.embedded import Embedded
from timeskip.stacks.protocol import Stack

from features.project import PROJECT
from features.support.stacks import VARIABLE


def stack_of_the_run(userdata: UserData, *, pictures: bool) -> Stack:
    """The stack that `--stack` has opened around this run.

    `-D clock=time-machine` tells the stories on another clock. `-D browser=yes` shows the live stack's pages
    in Chromium, and takes pictures if anybody wants them.
    """
    if os.environ.get(VARIABLE) == "live":
        # Its modules find nothing to talk to anywhere else.
        from features.support.stacks.live.parts import LiveStack

        return LiveStack(browser=userdata.get("browser") == "yes", pictures=pictures)
    return Embedded(replace(PROJECT, clock=userdata.get("clock", PROJECT.clock)))
