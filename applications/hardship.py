"""What can still be done about a hardship pause on a day."""

from datetime import date


def earliest_last_day(from_day: date, *, today: date) -> date:
    """The earliest day on which a pause can end: its first day, or today once it has begun."""
    return max(from_day, today)


def can_end_early(from_day: date, to_day: date, *, today: date) -> bool:
    """Whether a pause can end before its last day."""
    return earliest_last_day(from_day, today=today) < to_day


def has_begun(from_day: date, *, today: date) -> bool:
    """Whether a pause has begun: then it can be ended, and no longer removed."""
    return from_day <= today
