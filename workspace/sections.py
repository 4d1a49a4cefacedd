"""What the sections of an application's page share."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

A_PAGE = 50  # rows per list


def part(rows: QuerySet, number: str | int | None) -> Page:
    """A page of a section's rows."""
    found = Paginator(rows, A_PAGE).get_page(number)
    # Read once, so that attributes added to a row are kept until it is rendered.
    found.object_list = list(found.object_list)
    return found
