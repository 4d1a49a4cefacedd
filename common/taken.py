"""What only one row may hold: the database decides, and a look beforehand may be out of date."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from common.refusals import Refusal


@contextmanager
def unless_taken(refusal: Refusal) -> Iterator[None]:
    """Raises the refusal where the database refuses what is written here, because another row holds it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise refusal from taken
