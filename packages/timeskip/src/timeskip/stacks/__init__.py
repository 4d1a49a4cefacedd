"""What a project runs on while its stories are told: one process, or real ones."""


class NotOnThisStack(Exception):
    """The scenario needs what this stack does not have; it is skipped with these words as its reason."""
