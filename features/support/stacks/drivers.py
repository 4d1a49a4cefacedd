"""Which drivers a run has: those of the stack that it stands on."""

import os

from behave.userdata import UserData

from features.support.stacks.embedded import Embedded

VARIABLE = "ACCEPTANCE_STACK"


def drivers_of_the_run(userdata: UserData):
    """The drivers of the stack that `--stack` has opened around this run.

    `-D sweeps=needed` spares them the sweeps that would find the outbox empty, nine tenths of what beat asks
    for.
    """
    thrifty = userdata.get("sweeps") == "needed"
    if os.environ.get(VARIABLE) == "live":
        # Its modules find nothing to talk to anywhere else.
        from features.support.stacks.live.parts import LiveStack

        return LiveStack(thrifty=thrifty)
    return Embedded(thrifty=thrifty)
