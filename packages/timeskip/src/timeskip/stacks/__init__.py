"""Stacks: what the project runs on while its stories are told."""


class NotOnThisStack(Exception):
    """The stack cannot do this; the message says why. A scenario is skipped with it as its reason."""
