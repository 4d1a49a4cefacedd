"""Which drivers a run has: those of the stack that it stands on."""

import os

from behave.userdata import UserData

from features.support.stacks import VARIABLE
from features.support.stacks.embedded import Embedded


def drivers_of_the_run(userdata: UserData, *, pictures: bool):
    """The drivers of the stack that `--stack` has opened around this run.

    `-D sweeps=needed` spares them the sweeps that would find nothing, most of what beat asks for. `-D
    browser=yes` shows the live stack's pages in Chromium, and takes pictures if anybody wants them.
    """
    thrifty = userdata.get("sweeps") == "needed"
    if os.environ.get(VARIABLE) == "live":
        # Its modules find nothing to talk to anywhere else.
        from features.support.stacks.live.parts import LiveStack

        browser = userdata.get("browser") == "yes"
        return LiveStack(thrifty=thrifty, browser=browser, pictures=pictures)
    return Embedded(thrifty=thrifty)
