"""What step definitions import."""


def is_a_day(day):
    assert day.year == 2025


def passes_on(days):
    return days
