"""The one frozen clock: started once a run, moved by the scenarios."""

from datetime import datetime
from types import ModuleType

import behave.model
import behave.reporter.junit
import behave.reporter.summary
from django.utils import timezone
from freezegun import api as freezegun_api
from freezegun import freeze_time

# A Monday at nine, where a scenario says nothing of the day.
DEFAULT_MOMENT = "2025-03-03T09:00:00+11:00"


class _RealTime(ModuleType):
    """Stands in for the module `time` where behave measures how long its steps really take."""

    time = staticmethod(freezegun_api.real_time)


class Clock:
    """Freezes time for the whole process; starting it costs milliseconds, moving it nothing."""

    def __init__(self) -> None:
        # asgiref's test tools poll the monotonic clock, and would poll a frozen one for ever.
        self._freezer = freeze_time(DEFAULT_MOMENT, real_asyncio=True, ignore=["asgiref.testing"])
        self._frozen = None

    def start(self) -> None:
        self._frozen = self._freezer.start()
        self._give_behave_real_time()

    def stop(self) -> None:
        self._freezer.stop()

    def reset(self) -> None:
        self._frozen.move_to(DEFAULT_MOMENT)

    def move_to(self, moment: datetime) -> None:
        """Make it `moment`, which carries its time zone. Moving back is allowed: clocks do step back."""
        self._frozen.move_to(moment)

    @property
    def now(self) -> datetime:
        """The frozen moment, in the business's time zone."""
        return timezone.localtime()

    @staticmethod
    def _give_behave_real_time() -> None:
        # Not through freezegun's list of modules to ignore: that looks five frames up the stack, and so would
        # give real time to the steps as well.
        behave.model.time = _RealTime("time")
        behave.reporter.summary.time_now = freezegun_api.real_time
        behave.reporter.junit.datetime = freezegun_api.real_datetime
