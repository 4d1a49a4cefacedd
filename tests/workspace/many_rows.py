"""More rows than a page shows, and a reader who follows the links from page to page."""

import re
from collections.abc import Callable

from django.db.models import Model
from django.test import Client

MANY = 300  # of each kind of row: more than any page shows
LARGEST = 150_000  # bytes of a page


def more_of(one: Model, **fields: Callable[[int], object]) -> None:
    """Copies of a row, MANY of them; `fields` say how each differs, given its number."""
    copies = []
    for number in range(MANY):
        values = {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields if not f.primary_key}
        copies.append(type(one)(**values | {name: make(number) for name, make in fields.items()}))
    type(one).objects.bulk_create(copies)


def pages_of(browser: Client, address: str, name: str = "page") -> list[str]:
    """Every page of one list, as somebody reads who follows its link to the next page to the end."""
    pages, address = [], address
    while address:
        page = browser.get(address).text
        pages.append(page)
        onward = re.search(rf'<a href="(\?[^"]*\b{name}=\d+)[^"]*" rel="next"', page)
        address = f"{address.partition('?')[0]}{onward[1]}".replace("&amp;", "&") if onward else ""
        assert len(pages) <= MANY
    return pages
