"""The errors of robust on_commit callbacks, which Django logs and goes on: a test has to claim each."""

from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.proof import checked


class CommitFailures:
    """What failed after commit, until a test claims it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._unclaimed: list[BaseException] = []

    def claim_failure(self) -> BaseException:
        """Return the oldest error of a robust on_commit callback that nobody has claimed yet."""
        if not self._unclaimed:
            raise CheckFailed("No robust on_commit callback failed.")
        checked()
        return self._unclaimed.pop(0)

    def check(self) -> None:
        """Fail where a robust callback failed and nobody claimed it."""
        if self._unclaimed:
            raise CheckFailed(
                f"An on_commit callback failed and the test did not say so: {self._unclaimed[0]!r}.",
                "Call story.transactions.claim_failure() if it should fail.",
            )

    def _keep(self, error: BaseException) -> None:
        self._evidence.add("on_commit", f"callback failed: {error!r}", error)
        self._unclaimed.append(error)
