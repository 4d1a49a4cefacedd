"""Constraints that many tables have. None of them refuses an unknown value, NULL."""

from django.db.models import CheckConstraint, Q, TextChoices


def one_of(field: str, choices: type[TextChoices], name: str) -> CheckConstraint:
    """`field` holds one of `choices`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def at_least(field: str, least: int, name: str) -> CheckConstraint:
    """`field` is not below `least`."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": least}), name=name)


def above_zero(field: str, name: str) -> CheckConstraint:
    """`field` is above zero."""
    return CheckConstraint(condition=Q(**{f"{field}__gt": 0}), name=name)
