"""Reads a bank file line by line, in memory that does not grow with its lines' lengths."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from applications.payments.columns import COLUMNS, TOO_LARGE, faults_of, read_date
from applications.payments.lines import (
    Fault,
    Line,
    LineKind,
    Total,
    identity_by_figures,
    identity_by_transaction,
)
from applications.wording import counted
from common.text import NOT_IN_A_LINE, named

# What has to be remembered of a file, the ordinals of lines without an id, is bounded by its number of lines.
MOST_LINES = 200_000
LONGEST_LINE = 1_000  # bytes
TOTAL = "total"
COUNT = re.compile(r"[0-9]{1,9}")
NET = re.compile(r"-?[0-9]{1,12}\.[0-9]{2}")


def read_bank_file(file: BinaryIO, *, today: date) -> Iterator[Line | Fault | Total]:
    """Every line of a file in order, each with all its faults in its stead where it has any.

    The total comes where the file states it; a file is good where it gives no Fault.
    """
    return _Reading(today).read(file)


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._lines = 0
        self._net: Decimal | None = Decimal(0)  # None once an amount could not be read
        self._ordinals: Counter[tuple] = Counter()
        self._ended = False

    def read(self, file: BinaryIO) -> Iterator[Line | Fault | Total]:
        number = 0
        for number, raw in enumerate(_raw_lines(file), start=1):
            if self._lines == MOST_LINES and not (raw or b"").startswith(TOTAL.encode()):
                yield Fault(number, f"A file can have at most {MOST_LINES:,} lines.")
                return
            found = self._read_line(number, raw)
            yield from found
            if number == 1 and found:
                return  # Under other columns nothing else can be said.
        if not self._ended:
            yield Fault(max(number, 1), "The file ends without a total." if number else "The file is empty.")

    def _read_line(self, number: int, raw: bytes | None) -> list[Line | Fault | Total]:
        try:
            fields = _fields_of(raw, first=number == 1)
            if number == 1:
                return _check_columns(fields)
            if self._ended:
                raise ValueError("Nothing may follow the total.")
            if fields[0] == TOTAL:
                return self._total(number, fields)
            return self._line(number, fields)
        except ValueError as wrong:
            self._count({})
            return [Fault(number, str(wrong))]

    def _line(self, number: int, fields: list[str]) -> list[Line | Fault]:
        if len(fields) != len(COLUMNS):
            raise ValueError(f"The line has {len(fields)} fields instead of {len(COLUMNS)}.")
        row, reasons = {}, []
        for (name, read), field in zip(COLUMNS.items(), fields, strict=True):
            try:
                row[name] = read(field)
            except ValueError as wrong:
                reasons.append(str(wrong))
        self._count(row)
        reasons += faults_of(row, today=self._today)
        return [Fault(number, reason) for reason in dict.fromkeys(reasons)] or [self._line_of(number, row)]

    def _count(self, row: dict) -> None:
        self._lines += 1
        known = self._net is not None and "record" in row and "amount" in row
        self._net = self._net + _signed(row) if known else None

    def _line_of(self, number: int, row: dict) -> Line:
        transaction, original = row["transaction_id"], row["original"]
        figures = (row["account"], row["date"], _signed(row), row["reference"])
        if not transaction:
            self._ordinals[figures] += 1
        return Line(
            number=number,
            kind=row["record"],
            value_date=row["date"],
            amount=row["amount"],
            reference=row["reference"],
            identity=(
                identity_by_transaction(transaction)
                if transaction
                else _identity(row, row["date"], _signed(row), self._ordinals[figures])
            ),
            original_identity=_identity_of_original(original, row) if original else "",
        )

    def _total(self, number: int, fields: list[str]) -> list[Total | Fault]:
        self._ended = True
        if len(fields) == 3 and TOO_LARGE.fullmatch(fields[2]):
            return [Fault(number, "The total has more than 12 digits before the point.")]
        if len(fields) != 3 or not COUNT.fullmatch(fields[1]) or not NET.fullmatch(fields[2]):
            return [Fault(number, "The total must look like total,12,1250.00.")]
        stated = Total(int(fields[1]), Decimal(fields[2]))
        reasons = []
        if stated.lines != self._lines:
            reasons.append(
                f"The total states {counted(stated.lines, 'line')}, but the file has {self._lines:,}."
            )
        if self._net is not None and stated.net != self._net:
            reasons.append(f"The total states {stated.net}, but the lines add up to {self._net}.")
        return [Fault(number, reason) for reason in reasons] or [stated]


def _raw_lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Each line's bytes with its line break; None for one that is too long."""
    while raw := file.readline(LONGEST_LINE):
        if len(raw) < LONGEST_LINE or raw.endswith(b"\n"):
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = file.readline(LONGEST_LINE)
        yield None


def _fields_of(raw: bytes | None, *, first: bool) -> list[str]:
    if raw is None:
        raise ValueError(f"The line is longer than {LONGEST_LINE:,} bytes.")
    try:
        # Only a file's first line may begin with the mark that some programs put there.
        text = raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError:
        raise ValueError("The line is not UTF-8 text.") from None
    text = text.removesuffix("\n").removesuffix("\r")
    if found := NOT_IN_A_LINE.search(text):
        raise ValueError(f"The line contains the character {named(found[0])}, which is not allowed.")
    if not text:
        raise ValueError("The line is empty.")
    try:
        (fields,) = csv.reader([text], strict=True)
    except csv.Error:
        raise ValueError("A quotation mark is not closed, or text follows the closing one.") from None
    return [field.strip() for field in fields]


def _check_columns(fields: list[str]) -> list[Fault]:
    return [] if fields == list(COLUMNS) else [Fault(1, f"The columns must be {','.join(COLUMNS)}.")]


def _signed(row: dict) -> Decimal:
    return -row["amount"] if row["record"] == LineKind.DISHONOUR else row["amount"]


def _identity(row: dict, day: date, amount: Decimal, ordinal: int) -> str:
    return identity_by_figures(
        account=row["account"], day=day, amount=amount, reference=row["reference"], ordinal=ordinal
    )


def _identity_of_original(original: str, row: dict) -> str:
    day, hash_sign, ordinal = original.partition("#")
    if not hash_sign:
        return identity_by_transaction(original)
    return _identity(row, read_date(day), row["amount"], int(ordinal))
