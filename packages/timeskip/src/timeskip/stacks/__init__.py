"""What a project runs on while its stories are told: one process and one transaction, or real processes."""


class NotOnThisStack(Exception):
    """A stack cannot do what a scenario asks for; the scenario is skipped, with these words as its reason."""
