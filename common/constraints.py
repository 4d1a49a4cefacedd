"""Constraints that many tables have. None of them refuses an unknown value, NULL.

Forms show people `violation_error_message`; not that of `one_of`, because choices are checked before.
"""

from django.db.models import CheckConstraint, Q, TextChoices


def one_of(field: str, choices: type[TextChoices], name: str) -> CheckConstraint:
    """`field` holds one of `choices`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def at_least(field: str, least: int, name: str) -> CheckConstraint:
    """`field` is not below `least`."""
    said = f"{_named(field)} must not be below {least}."
    return CheckConstraint(condition=Q(**{f"{field}__gte": least}), name=name, violation_error_message=said)


def above_zero(field: str, name: str) -> CheckConstraint:
    """`field` is above zero."""
    said = f"{_named(field)} must be above 0."
    return CheckConstraint(condition=Q(**{f"{field}__gt": 0}), name=name, violation_error_message=said)


def _named(field: str) -> str:
    return f"The {field.replace('_', ' ')}"
