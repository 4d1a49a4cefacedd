"""The command line: commands, their output and exit codes."""

import shlex
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.management import ManagementUtility

from features.drivers.evidence import Evidence


class CommandLine:
    """Runs commands, and keeps their output and exit code."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self.lines: list[str] = []
        self.code: int | None = None

    def enter(self, command: str) -> None:
        """Run `python manage.py …`."""
        try:
            words = shlex.split(command)
        except ValueError as error:
            raise AssertionError(f"No shell reads the command “{command}”: {error}.") from error
        printed = StringIO()
        with (
            redirect_stdout(printed),
            redirect_stderr(printed),
            # The scenario's connection outlives the command.
            patch("django.core.management.base.connections.close_all"),
        ):
            try:
                name, *arguments = words
                # Not execute(), which sets Django up anew, its logging included.
                ManagementUtility(["manage.py"]).fetch_command(name).run_from_argv(
                    ["manage.py", name, *arguments]
                )
                self.code = 0
            except SystemExit as exit:
                self.code = exit.code
        self.lines = printed.getvalue().splitlines()
        self._evidence.command(command, self.lines, self.code)

    def printed(self) -> list[str]:
        """Return what the command printed; AssertionError if none was entered."""
        if self.code is None:
            raise AssertionError("No command has been entered.")
        return self.lines

    def import_file(self, name: str, content: bytes) -> None:
        """Import a bank file from a temporary folder."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            self.enter(f"import_payments {shlex.quote(str(path))}")
