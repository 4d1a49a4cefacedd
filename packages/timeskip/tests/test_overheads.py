"""What timeskip puts in the place of behave's own work around steps has the same outcome."""

import logging
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from behave.log_capture import LoggingCapture
from behave.model_type import Status

from timeskip.behave.overheads import _is_same, lower_overheads

lower_overheads()


@pytest.mark.parametrize("other", [*Status, *(status.name for status in Status), "passed ", "", None, 1, object()])
def test_states_are_compared_as_before(other: Any) -> None:
    for status in Status:
        by_name = isinstance(other, str) and status.name == other
        assert (status == other) is (by_name or Enum.__eq__(status, other) is True)
        assert (other == status) is (status == other)
        assert (status != other) is not (status == other)
        assert {status: 1}.get(status) == 1


def test_the_comparison_is_ours() -> None:
    assert Status.__eq__ is _is_same


def test_handlers_are_as_before_after_a_capture() -> None:
    root, own = logging.getLogger(), logging.getLogger("timeskip.test_overheads")
    before, mine, later = root.handlers, logging.NullHandler(), logging.NullHandler()
    own.addHandler(mine)
    options = {
        "logging_clear_handlers": True,
        "logging_level": None,
        "logging_format": None,
        "logging_datefmt": None,
        "logging_filter": None,
    }
    capture = LoggingCapture(SimpleNamespace(**options))
    try:
        capture.inveigle()
        assert (root.handlers, own.handlers) == ([capture], [])
        own.addHandler(later)
        capture.abandon()
        assert (root.handlers, own.handlers) == (before, [later, mine])
    finally:
        own.handlers = []
