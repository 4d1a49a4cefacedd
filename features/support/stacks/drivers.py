"""Which drivers a run has: those of the stack that it stands on."""

import os

from features.support.stacks.embedded import Embedded

VARIABLE = "ACCEPTANCE_STACK"


def drivers_of_the_run():
    """The drivers of the stack that `--stack` has opened around this run."""
    if os.environ.get(VARIABLE) == "live":
        # Its modules find nothing to talk to anywhere else.
        from features.support.stacks.live.parts import LiveStack

        return LiveStack()
    return Embedded()
