"""What timeskip puts in the place of behave's own work around steps has the same outcome."""

from enum import Enum
from typing import Any

import pytest
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
