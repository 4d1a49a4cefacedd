"""Lists in pages of rows."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

A_PAGE = 50  # rows per list


def part_of(rows: QuerySet, number: str | int | None, size: int = A_PAGE) -> Page:
    """One page of a list. A number above the last page is the last page; anything else is the first."""
    part = Paginator(rows, size).get_page(number)
    # Read once, so that attributes added to a row are kept until it is rendered.
    part.object_list = list(part.object_list)
    return part
