"""Tables as CSV, for spreadsheets."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone

# A cell that begins so is a formula to a spreadsheet, and would be calculated when the file is opened.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def spreadsheet(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A CSV file of this name to download: amounts and counts as plain numbers, days as in 2025-03-14."""
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    # Spreadsheets read a file as UTF-8 only if it starts with a byte order mark.
    response.write("\ufeff")
    csv.writer(response).writerows([cell(value) for value in row] for row in rows)
    return response


def cell(value: object) -> str | int:
    """A value as a cell; text that a spreadsheet would take for a formula has an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool() | str():
            text = str(value)
            return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
        case datetime():
            return timezone.localdate(value).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
        case int():
            return value
    return cell(str(value))
