"""What the sections of an application's page share."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse

A_PAGE = 50  # rows per list


def part(rows: QuerySet, number: str | int | None) -> Page:
    """A page of a section's rows."""
    found = Paginator(rows, A_PAGE).get_page(number)
    # Read once, so that attributes added to a row are kept until it is rendered.
    found.object_list = list(found.object_list)
    return found


def application_page(reference: str) -> str:
    """The URL of an application's page."""
    return reverse("workspace:application", args=[reference])
