"""Ids of rows, as an address or a request names them."""

from collections.abc import Iterable

from django.db.models import BigIntegerField


def possible_ids(ids: Iterable[int]) -> list[int]:
    """Those of these ids that a row may have: SQLite takes no larger number."""
    return [one for one in ids if one <= BigIntegerField.MAX_BIGINT]
