"""When an application counts as stale, and on which days that is told."""

from datetime import date, timedelta

from applications.stages import ENDED, Stage

# Without a move for so many days an application is stale; it is told then, and after each as many more.
STALE_AFTER = timedelta(days=14)

# Where an application is meant to move on.
OPEN = frozenset(Stage) - {Stage.FUNDED, *ENDED}


def is_stale(*, since: date, today: date) -> bool:
    """Whether an application that has not moved `since` a day is stale."""
    return today - since >= STALE_AFTER


def alert_day(*, since: date, today: date) -> date | None:
    """The latest day on which it is told that nothing has moved `since`; None where there was none yet."""
    periods = (today - since) // STALE_AFTER
    return since + periods * STALE_AFTER if periods > 0 else None
