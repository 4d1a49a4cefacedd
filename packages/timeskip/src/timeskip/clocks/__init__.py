"""The story's clock: freezegun or time-machine behind one small protocol."""

from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from typing import Protocol

from timeskip.errors import NotSimulated


class Clock(Protocol):
    """A clock that stands still until it is moved. All moments are in UTC."""

    @property
    def elapsed(self) -> float:
        """Virtual seconds since the start; never goes back. Event loops go by it."""

    def start(self, moment: datetime) -> None:
        """Stop the process's time at `moment`."""

    def stop(self) -> None:
        """Give the process its real time back."""

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""

    def check(self) -> None:
        """Raise NotSimulated where something else has set the time."""

    def move_to(self, moment: datetime) -> None:
        """Make it `moment`, earlier or later; raises as `check` does."""

    def real_time(self) -> float:
        """Return what time.time() would be without the clock."""


def _time_machine() -> Clock:
    from timeskip.clocks.time_machine_clock import TimeMachineClock

    return TimeMachineClock()


def _freezegun() -> Clock:
    from timeskip.clocks.freezegun_clock import FreezegunClock

    return FreezegunClock()


# By name; the first that is installed is the default.
CLOCKS: dict[str, tuple[str, Callable[[], Clock]]] = {
    "time-machine": ("time_machine", _time_machine),
    "freezegun": ("freezegun", _freezegun),
}


def clock_named(name: str | None) -> Clock:
    """Return a new clock; without a name, of the first library that is installed."""
    if name is None:
        for module, make in CLOCKS.values():
            if find_spec(module):
                return make()
        raise NotSimulated(
            "A story needs a clock and none is installed. Run `pip install timeskip[time-machine]` "
            "or `pip install timeskip[freezegun]`."
        )
    if name not in CLOCKS:
        raise ValueError(f"There is no clock {name!r}. Choose one of {', '.join(map(repr, CLOCKS))}.")
    module, make = CLOCKS[name]
    if not find_spec(module):
        raise NotSimulated(f"The clock {name!r} is not installed. Run `pip install timeskip[{name}]`.")
    return make()
