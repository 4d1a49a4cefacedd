"""Kinds of column that several models have."""

from django.db import models
from django.db.models import CheckConstraint, Q


class MoneyField(models.DecimalField):
    """An amount in dollars and cents."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_digits": 14, "decimal_places": 2, **kwargs})


def at_least(field: str, least: int, name: str) -> CheckConstraint:
    """The constraint that `field`, where it is known, is not below `least`."""
    return CheckConstraint(condition=Q(**{f"{field}__gte": least}), name=name)


def above_zero(field: str, name: str) -> CheckConstraint:
    """The constraint that `field`, where it is known, is more than nothing."""
    return CheckConstraint(condition=Q(**{f"{field}__gt": 0}), name=name)


def one_of(field: str, choices: type[models.TextChoices], name: str) -> CheckConstraint:
    """The constraint that `field` holds one of `choices`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)
