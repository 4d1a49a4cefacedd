"""What runs after commit, in a scenario whose transaction never commits."""

from django.db import connection


class Commits:
    """Stands in for the commit of each transaction that a step makes."""

    def __init__(self) -> None:
        self._failures: list[Exception] = []

    def run_callbacks(self) -> bool:
        """Run what waits for the commit, in order, each once; True where there was anything.

        Django drops the callbacks of a rolled-back savepoint itself. `TestCase.captureOnCommitCallbacks`
        would do for one block, but leaves the callbacks in place: blocks inside blocks run them twice.
        """
        callbacks, connection.run_on_commit = connection.run_on_commit, []
        for _, callback, robust in callbacks:
            try:
                callback()
            except Exception as error:
                if not robust:
                    raise
                self._failures.append(error)
        return bool(callbacks)

    def claim_failures(self) -> list[Exception]:
        """The errors of robust callbacks, which the scenario has now spoken of."""
        if not self._failures:
            raise AssertionError("Nothing failed after a commit.")
        failures, self._failures = self._failures, []
        return failures

    def finish(self) -> None:
        """Fail the scenario in which something failed after a commit and nobody said so."""
        if self._failures:
            raise AssertionError(f"After a commit something failed, unspoken of: {self._failures[0]!r}")
