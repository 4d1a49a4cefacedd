"""time-machine: patches the C functions, so every module sees it. Start and stop take microseconds."""

from datetime import UTC, datetime

import time_machine

from timeskip.clocks.base import StandingClock
from timeskip.errors import NotSimulated


class TimeMachineClock(StandingClock):
    """time-machine, started without a zone so that local time stays that of settings.TIME_ZONE."""

    def _freeze(self, moment: datetime) -> None:
        if time_machine.escape_hatch.is_travelling():
            raise NotSimulated("time-machine is travelling already. Let the story do it: Story(begins=...).")
        # A destination in UTC would also make UTC the process's local zone; a number leaves the zone alone.
        self._travel = time_machine.travel(0, tick=False)
        self._traveller = self._travel.start()
        self._traveller.shift(moment - datetime.fromtimestamp(0, UTC))

    def _unfreeze(self) -> None:
        self._travel.stop()

    def _shift(self, before: datetime, moment: datetime) -> None:
        self._traveller.shift(moment - before)

    def real_time(self) -> float:
        return time_machine.escape_hatch.time.time()
