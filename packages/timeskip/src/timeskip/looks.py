"""Beat entries that look for work before they send their task."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from timeskip.evidence import Evidence, Looks
from timeskip.writes import ReadOnce


class WorkAhead:
    """When each entry that looks first has something to do, and how often it found nothing."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._looks: dict[str, ReadOnce[datetime | None]] = {}
        # How often each task's entries have found nothing since the timeline was last told.
        self._found_nothing: Counter[str] = Counter()

    def look_first(self, name: str, next_work: Callable[[], datetime | None]) -> None:
        """Let an entry ask `next_work`, again once a table that it reads has been written to."""
        self._looks[name] = ReadOnce(next_work, self._evidence.writes)

    def __contains__(self, name: str) -> bool:
        return name in self._looks

    def next_work(self, name: str) -> datetime | None:
        """Return from which moment an entry that looks first has something to do; None where nothing is in sight."""
        return self._looks[name].answer()

    def is_none_at(self, name: str, moment: datetime) -> bool:
        """Whether an entry looks first and has nothing to do at a moment."""
        if name not in self._looks:
            return False
        work = self.next_work(name)
        return work is None or work > moment

    def note_nothing_found(self, task: str, times: int) -> None:
        """Note how often a task's entry has fired and found nothing."""
        self._found_nothing[self._evidence.title_of(task)] += times

    def tell_what_found_nothing(self) -> None:
        """Tell the timeline of the entries that looked for work since the last time and found none."""
        if self._found_nothing:
            self._evidence.add("idle", "found nothing to do", Looks(self._found_nothing))
            self._found_nothing = Counter()
