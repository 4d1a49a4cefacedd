"""What an extra of the package installs, and a sentence where it is not installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand, CommandError

# What the real stack's processes import, of the extra `stacks`.
STACKS = ("aiosmtpd", "channels_redis", "libfaketime", "psycopg", "redis", "uvicorn", "websockets")


class MissingExtra(ImportError):
    """A library that an extra brings along is not installed; the message names the extra."""


@contextmanager
def needed(extra: str, purpose: str) -> Iterator[None]:
    """While this lasts, a module that is missing raises MissingExtra: “Phrases need behave …”."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(_sentence(extra, purpose, (error.name or "a library").partition(".")[0])) from error


def require_stacks() -> None:
    """Raise MissingExtra where the real stack cannot start."""
    if missing := [name for name in STACKS if find_spec(name) is None]:
        raise MissingExtra(_sentence("stacks", "The real stack needs", ", ".join(missing)))


def command_without(error: MissingExtra) -> type[BaseCommand]:
    """Return a command that answers with an error's sentence, whatever its options."""

    class Command(BaseCommand):
        help = str(error)

        def run_from_argv(self, argv: list[str]) -> None:
            super().run_from_argv(argv[:2])

        def handle(self, *args: Any, **options: Any) -> None:
            raise CommandError(str(error))

    return Command


def _sentence(extra: str, purpose: str, missing: str) -> str:
    return f"{purpose} {missing}, and it is not installed. Run `pip install timeskip[{extra}]`."
