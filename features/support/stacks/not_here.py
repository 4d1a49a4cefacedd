"""What a stack cannot tell."""


class NotOnThisStack(Exception):
    """The scenario cannot be told on this stack, and why: it is skipped with these words as its reason."""
