"""freezegun, with its local time mended."""

import datetime as datetime_module
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.machinery import ExtensionFileLoader
from time import struct_time
from types import ModuleType
from typing import Any
from unittest.mock import patch

from freezegun import api

from timeskip.clocks.base import StandingClock
from timeskip.errors import NotSimulated

# freezegun gives real time to callers in these modules, looking five frames up the stack.
# `threading` and `queue` are on freezegun's own list: a function run by a plain thread would see today's date.
# They need no real time, because their modules are not patched in the first place.
CALLERS_ON_REAL_TIME = ("asgiref.testing", "multiprocessing", "selenium", "prompt_toolkit")

# Modules that keep the real functions they imported. pytest times its tests with them.
# freezegun's own list has "gi", which also means gifts.models and github.
MODULES_ON_REAL_TIME = ("asgiref.testing", "_pytest.", "behave.", "gi.")


class FreezegunClock(StandingClock):
    """freezegun; a start takes milliseconds because it looks through every loaded module."""

    def _freeze(self, moment: datetime) -> None:
        if api.freeze_factories:
            raise NotSimulated("freezegun has frozen time already. Let the story do it: Story(begins=...).")
        with ExitStack() as stack:
            # Before the start: freezegun hands the functions it finds now to every module.
            stack.enter_context(_mended())
            freezer = api.freeze_time(moment, real_asyncio=True, ignore=list(MODULES_ON_REAL_TIME))
            freezer.ignore = tuple(name for name in freezer.ignore if name != "gi")
            self._frozen = freezer.start()
            stack.callback(freezer.stop)
            stack.enter_context(_real_types_for_extensions())
            api.ignore_lists[-1] = CALLERS_ON_REAL_TIME
            self._resources = stack.pop_all()

    def _unfreeze(self) -> None:
        self._resources.close()

    def _shift(self, before: datetime, moment: datetime) -> None:
        self._frozen.move_to(moment)

    def _plain(self, moment: datetime) -> datetime:
        # Arithmetic with freezegun's datetime is Python code, and beat calculates with this moment all day long.
        if type(moment) is api.real_datetime:
            return moment
        return api.real_datetime.combine(moment.date(), moment.timetz())

    def real_time(self) -> float:
        return api.real_time()


def _fake(moment: datetime) -> datetime:
    """freezegun's conversion, with `fold`: without it local times of autumn's repeated hour are an hour off."""
    return api.FakeDatetime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second,
        moment.microsecond, moment.tzinfo, fold=moment.fold,
    )  # fmt: skip


def _frozen_seconds() -> tuple[int, int]:
    """The frozen moment as whole seconds since 1970 and microseconds; a float would lose some of the latter."""
    moment = api.get_current_time().replace(tzinfo=UTC)
    return int(api.real_datetime.timestamp(moment.replace(microsecond=0))), moment.microsecond


def _now(cls, tz=None):
    # The real fromtimestamp knows the process's zone and `fold`; freezegun adds a fixed offset to UTC.
    seconds, microseconds = _frozen_seconds()
    return _fake(api.real_datetime.fromtimestamp(seconds, tz).replace(microsecond=microseconds))


def _today(cls):
    return api.date_to_fakedate(_now(cls))


def _from_timestamp(cls, t, tz=None):
    return _fake(api.real_datetime.fromtimestamp(t, tz))


def _timestamp(moment) -> float:
    return api.real_datetime.timestamp(moment)


def _localtime(t: float | None = None) -> struct_time:
    # freezegun subtracts time.timezone: wrong wherever daylight saving applies.
    if t is None and not api._should_use_real_time():
        t = _frozen_seconds()[0]
    return api.real_localtime(t)


def _time_functions_of(module: ModuleType) -> list[tuple[str, Any]]:
    """What a module has that freezegun replaces.

    freezegun's own reads every attribute, which takes ten times as long and imports what a module imports lazily.
    """
    attributes = getattr(module, "__dict__", None) or {}
    return [(name, value) for name, value in list(attributes.items()) if id(value) in api._real_time_object_ids]


def _pickle(moment):
    # The real state keeps `fold`; freezegun's does not, and copy.deepcopy goes this way.
    return api.FakeDatetime, api.real_datetime.__reduce_ex__(moment, 4)[1]


@contextmanager
def _real_types_for_extensions() -> Iterator[None]:
    """While this lasts, C extensions that are loaded find the real types: they keep them, and know their size."""

    def with_real_types(load: Callable) -> Callable:
        def loaded(*args: Any) -> Any:
            with (
                patch.object(datetime_module, "datetime", api.real_datetime),
                patch.object(datetime_module, "date", api.real_date),
            ):
                return load(*args)

        return loaded

    with ExitStack() as stack:
        for name in ("create_module", "exec_module"):
            ours = with_real_types(getattr(ExtensionFileLoader, name))
            stack.enter_context(patch.object(ExtensionFileLoader, name, ours))
        yield


@contextmanager
def _mended() -> Iterator[None]:
    """While this lasts, freezegun's local time is that of the process's zone, and `fold` survives."""
    _localtime.__name__ = "fake_localtime"  # freezegun recognises its functions by name when it stops
    with ExitStack() as stack:
        for place, name, ours in (
            (api, "datetime_to_fakedatetime", _fake),
            (api, "fake_localtime", _localtime),
            (api, "pickle_fake_datetime", _pickle),
            (api, "_get_cached_module_attributes", _time_functions_of),
            (api.FakeDate, "today", classmethod(_today)),
            (api.FakeDatetime, "now", classmethod(_now)),
            (api.FakeDatetime, "today", classmethod(_now)),
            (api.FakeDatetime, "fromtimestamp", classmethod(_from_timestamp)),
            (api.FakeDatetime, "timestamp", _timestamp),
        ):
            stack.enter_context(patch.object(place, name, ours))
        yield
