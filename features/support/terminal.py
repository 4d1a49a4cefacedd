"""A person at the command line."""

from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError


class Terminal:
    """Types `python manage.py …` and reads what comes back."""

    def __init__(self) -> None:
        self.exit_code: int | None = None
        self.said = ""

    def type(self, line: str) -> None:
        """Give a command with its arguments, and wait for its end."""
        command, *arguments = line.split()
        out, err = StringIO(), StringIO()
        try:
            call_command(command, *arguments, stdout=out, stderr=err)
            self.exit_code = 0
        except CommandError as error:
            # What the command line itself writes and returns for it.
            err.write(str(error))
            self.exit_code = error.returncode
        self.said = out.getvalue() + err.getvalue()
