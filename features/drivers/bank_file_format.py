"""The format of bank files: lines, totals, and files that are wrong in one way."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from behave.model import Table

from features.words import to_money
from timeskip.gherkin import Word, cells, one_of, to_day, whole_text

COLUMNS = ("record", "account", "date", "amount", "currency", "reference", "transaction_id", "original")
# What a line holds where a story's table has no such column.
USUAL = {"record": "payment", "account": "062-000 1234 5678", "currency": "AUD"}
# How the cells of a story's table are read.
READERS = {**dict.fromkeys(COLUMNS, str), "date": to_day, "amount": to_money}
NEEDED = {"date", "amount"}
# What is not like any other line, for stories about a single one.
PLAIN = {**USUAL, "date": "2025-03-14", "amount": "1250.00", "reference": "HL-OMAR"}


def file_in(table: Table | None) -> bytes:
    """Return a file with the lines of a table and a correct total."""
    return file_of([_line_in(row) for row in cells(table, READERS, optional=READERS.keys() - NEEDED)])


def text_file(text: str | None) -> bytes:
    """Return a file with exactly the text below a phrase."""
    return f"{whole_text(text)}\n".encode()


def odd_file(oddity: str) -> bytes:
    """Return a file of one payment that is, or looks, wrong in one way."""
    return ODDITIES[oddity]()


def file_with(name: str, text: str) -> bytes:
    """Return a file of one payment with another value in one field."""
    return GOOD.replace(plain_line().encode(), plain_line(**{name: f'"{text}"'}).encode())


def _line_in(row: dict[str, Any]) -> str:
    return ",".join(_field(row.get(name, USUAL.get(name, ""))) for name in COLUMNS)


def _field(value: Any) -> str:
    # A cell that is blank is empty in the file, too.
    text = "" if value is None else str(value)
    return f'"{text}"' if "," in text else text


def file_of(lines: list[str]) -> bytes:
    """Return a whole file: the columns, these lines, the total."""
    net = sum((_signed(line) for line in lines), Decimal(0))
    return "".join(
        f"{line}\n" for line in [",".join(COLUMNS), *lines, f"total,{len(lines)},{net:.2f}"]
    ).encode()


def _signed(line: str) -> Decimal:
    record, _, _, amount, *_ = line.split(",")
    return -Decimal(amount) if record == "dishonour" else Decimal(amount)


def plain_line(**fields: str) -> str:
    """Return one correct line, with other values in these fields."""
    return ",".join({**PLAIN, **fields}.get(name, "") for name in COLUMNS)


# What can be wrong with a file of one good line (the second), or only looks wrong.
GOOD = file_of([plain_line()])
ODDITIES: dict[str, Callable[[], bytes]] = {
    "is empty": lambda: b"",
    "ends after its columns": lambda: GOOD.splitlines(keepends=True)[0],
    "ends before its total": lambda: b"".join(GOOD.splitlines(keepends=True)[:2]),
    "ends in the middle of its total": lambda: GOOD[:-3],
    "ends without a line break": lambda: GOOD[:-1],
    "has a blank line after its total": lambda: GOOD + b"\n",
    "has two totals": lambda: GOOD + b"total,1,1250.00\n",
    "has other columns": lambda: GOOD.replace(b"date,amount", b"amount,date"),
    "has lower-case text in UTF-16": lambda: GOOD.decode().encode("utf-16"),
    "has a line of 7 fields": lambda: GOOD.replace(b"HL-OMAR,,", b"HL-OMAR,"),
    "has a blank line": lambda: GOOD.replace(b"total", b"\ntotal"),
    "holds a NUL byte": lambda: GOOD.replace(b"HL-OMAR", b"HL-\0OMAR"),
    "holds a tab": lambda: GOOD.replace(b"HL-OMAR", b"HL\tOMAR"),
    "turns its text around": lambda: GOOD.replace(b"HL-OMAR", "HL-OMAR \u202ehcraM".encode()),
    "holds a byte that is not UTF-8": lambda: GOOD.replace(b"HL-OMAR", b"HL-OMAR \xe9"),
    "leaves a quote open": lambda: GOOD.replace(b"HL-OMAR", b'"HL-OMAR'),
    "has a line of 1,000 bytes": lambda: _file_with_line_of(1_000),
    "has a line of 1,001 bytes": lambda: _file_with_line_of(1_001),
    "has a line of a million bytes": lambda: _file_with_line_of(1_000_000),
    "states one line too many": lambda: GOOD.replace(b"total,1", b"total,2"),
    "states a cent too much": lambda: GOOD.replace(b"1,1250.00", b"1,1250.01"),
    "states its total with a comma": lambda: GOOD.replace(b"1,1250.00", b'1,"1,250.00"'),
    "states a total of 13 digits": lambda: GOOD.replace(b"1,1250.00", b"1,1000000001250.00"),
    "has a mark of its byte order": lambda: b"\xef\xbb\xbf" + GOOD,
    "has line breaks of Windows": lambda: GOOD.replace(b"\n", b"\r\n"),
    "quotes a reference with a comma": lambda: GOOD.replace(b"HL-OMAR", b'"Loan HL-OMAR, March"'),
    "writes the reference in small letters": lambda: GOOD.replace(b"HL-OMAR", b"rent? no: hl-omar!"),
    "has 250 wrong lines": lambda: file_of([plain_line(date="today") for _ in range(250)]),
    "has 200,001 lines": lambda: file_of([plain_line()] * 200_001),
    "has no line": lambda: file_of([]),
}

WORDS = (
    Word(
        "oddity", '"[^"]*"', str, one_of({name: name for name in ODDITIES}, "oddity of a file"), '"is empty"'
    ),
    Word("field", r"\w+", str, one_of({name: name for name in COLUMNS}, "field of a bank file"), "amount"),
)


def _file_with_line_of(size: int) -> bytes:
    # Fields of spaces count towards a line's bytes; its line break does, too.
    line = plain_line()
    padded = line.replace("AUD,", "AUD" + " " * (size - len(line) - 1) + ",")
    return GOOD.replace(line.encode(), padded.encode())
