"""What can still be done about a hardship pause, on each day around it."""

from datetime import date

import pytest

from applications.hardship import can_end_early, earliest_last_day, has_begun

FROM, TO = date(2025, 3, 10), date(2025, 3, 14)


@pytest.mark.parametrize(
    ("today", "earliest", "early", "begun"),
    [
        (date(2025, 3, 9), FROM, True, False),
        (FROM, FROM, True, True),
        (date(2025, 3, 13), date(2025, 3, 13), True, True),
        (TO, TO, False, True),
        (date(2025, 3, 15), date(2025, 3, 15), False, True),
    ],
)
def test_on_a_day(today, earliest, early, begun):
    assert earliest_last_day(FROM, today=today) == earliest
    assert can_end_early(FROM, TO, today=today) is early
    assert has_begun(FROM, today=today) is begun


def test_a_pause_of_one_day_cannot_end_early():
    assert not can_end_early(FROM, FROM, today=date(2025, 3, 9))
