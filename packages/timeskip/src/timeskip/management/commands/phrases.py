"""`manage.py phrases`, or why it cannot run."""

from timeskip.extras import MissingExtra, command_without

try:
    from timeskip.gherkin.command import Command
except MissingExtra as error:
    Command = command_without(error)  # type: ignore[misc]

__all__ = ["Command"]
