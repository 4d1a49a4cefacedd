"""`manage.py explore`, or why it cannot run."""

from timeskip.extras import MissingExtra, command_without, needed

try:
    with needed("behave", "`manage.py explore` needs"):
        from timeskip.explore.command import Command
except MissingExtra as error:
    Command = command_without(error)  # type: ignore[misc]

__all__ = ["Command"]
