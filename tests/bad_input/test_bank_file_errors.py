"""What is wrong with a bank file that is wrong in one way, and what only looks wrong."""

from datetime import date
from io import BytesIO

import pytest

from applications.payments.lines import Fault, Line, Total
from applications.payments.reading import read_bank_file
from features.drivers.bank_file_format import file_with, odd_file

TODAY = date(2025, 3, 17)
NOT_AN_AMOUNT = "“{}” is not an amount. Write it like 1250.00."
NOT_A_DATE = "“{}” is not a date. Write it like 2025-03-14."


def errors_of(content: bytes) -> list[Fault]:
    return [found for found in read_bank_file(BytesIO(content), today=TODAY) if isinstance(found, Fault)]


@pytest.mark.parametrize(
    ("oddity", "line", "reason"),
    [
        ("ends after its columns", 1, "The file ends without a total."),
        ("ends in the middle of its total", 3, "The total must look like total,12,1250.00."),
        ("has a blank line after its total", 4, "The line is empty."),
        ("has lower-case text in UTF-16", 1, "The line is not UTF-8 text."),
        ("states one line too many", 3, "The total states 2 lines, but the file has 1."),
        ("has a line of 7 fields", 2, "The line has 7 fields instead of 8."),
        ("holds a NUL byte", 2, "The line contains the character U+0000, which is not allowed."),
        ("turns its text around", 2, "The line contains the character U+202E, which is not allowed."),
        ("leaves a quote open", 2, "A quotation mark is not closed, or text follows the closing one."),
        ("has a line of a million bytes", 2, "The line is longer than 1,000 bytes."),
    ],
)
def test_odd_file_is_refused(oddity, line, reason):
    assert errors_of(odd_file(oddity)) == [Fault(line, reason)]


@pytest.mark.parametrize(
    "text",
    ["1,250.00", "-1250.00", "+1250.00", "1.25e3", "1250", "1250.000", "Infinity", "１２５０.00", ""],
)
def test_amount_is_refused(text):
    assert errors_of(file_with("amount", text)) == [Fault(2, NOT_AN_AMOUNT.format(text))]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-02-29", NOT_A_DATE.format("2025-02-29")),
        ("20250314", NOT_A_DATE.format("20250314")),
        ("2025-03-18", "The date is later than today, 17 March 2025."),
        ("0001-01-01", "The date is before 1 January 2000."),
    ],
)
def test_date_is_refused(text, reason):
    assert errors_of(file_with("date", text)) == [Fault(2, reason)]


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("currency", "aud", "“aud” is not the currency. All amounts must be in AUD."),
        ("record", "Payment", "“Payment” is not a kind of record. Use payment, dishonour or total."),
        (
            "record",
            "an advance payment of the whole year",
            "“an advance payment of the whol…” is not a kind of record. Use payment, dishonour or total.",
        ),
        ("account", "062", "The account must be a number of 4 to 34 digits, spaces and hyphens."),
        (
            "transaction_id",
            "T-1#2",
            "The transaction id may have up to 60 characters: letters, digits and . _ : / -",
        ),
        ("original", "T-1", "A payment cannot name an original line."),
        ("original", "2025-02-30#1", NOT_A_DATE.format("2025-02-30")),
    ],
)
def test_field_is_refused(column, text, reason):
    assert errors_of(file_with(column, text)) == [Fault(2, reason)]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("date", "2024-02-29"),
        ("account", "0620"),
        ("reference", "a hundred characters".ljust(100, ".")),
    ],
)
def test_field_at_its_limit_is_accepted(column, text):
    found = list(read_bank_file(BytesIO(file_with(column, text)), today=TODAY))
    assert [type(one) for one in found] == [Line, Total]
