"""What behave does for each step and scenario, with the same outcome at a lower price."""

import logging
import sys
import traceback
from traceback import FrameSummary
from typing import Any

import behave.runner
from behave.log_capture import LoggingCapture
from behave.model_type import Status


def lower_overheads() -> None:
    """From now on behave remembers, compares and captures at a lower price."""
    behave.runner.traceback = _Callers()
    LoggingCapture.inveigle, LoggingCapture.abandon = _take_over, _give_back
    failures = frozenset(status.name for status in Status if status.has_failed())
    Status.has_failed = lambda status: status.name in failures
    Status.__eq__ = _is_same


class _Callers:
    """Python's `traceback` for behave's context, which notes who has set an attribute, for a warning hardly ever given.

    The line of source is read when somebody asks for it.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    @staticmethod
    def extract_stack(limit: int) -> list[FrameSummary]:
        """Return the oldest of the newest `limit` frames, the caller's included."""
        frame = sys._getframe(limit)
        return [FrameSummary(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, lookup_line=False)]


def _is_same(status: Status, other: Any) -> Any:
    """Status.__eq__, which a scenario asks two hundred times: also with a name, as behave's."""
    if status is other:
        return True
    if isinstance(other, str):
        return status.name == other
    return False if isinstance(other, Status) else NotImplemented


def _take_over(capture: Any) -> None:
    """LoggingCapture.inveigle, which removes handler by handler under a lock, and sets the root logger's level always.

    To set a level tells every logger.
    """
    root = logging.getLogger()
    if any(isinstance(handler, LoggingCapture) for handler in root.handlers):
        root.handlers = [handler for handler in root.handlers if not isinstance(handler, LoggingCapture)]
    if capture.config.logging_clear_handlers:
        loggers = logging.Logger.manager.loggerDict.values()
        capture.old_handlers = [
            (logger, logger.handlers) for logger in (root, *loggers) if getattr(logger, "handlers", None)
        ]
        for logger, _ in capture.old_handlers:
            logger.handlers = []
    root.addHandler(capture)
    capture.old_level = root.level
    _set_level(root, capture.level)


def _give_back(capture: Any) -> None:
    """LoggingCapture.abandon, likewise."""
    root = logging.getLogger()
    root.removeHandler(capture)
    if capture.config.logging_clear_handlers:
        for logger, handlers in capture.old_handlers:
            # After those that were added meanwhile.
            logger.handlers = [*logger.handlers, *(one for one in handlers if one not in logger.handlers)]
    if capture.old_level is not None:
        _set_level(root, capture.old_level)
        capture.old_level = None


def _set_level(logger: logging.Logger, level: int) -> None:
    if logger.level != level:
        logger.setLevel(level)
