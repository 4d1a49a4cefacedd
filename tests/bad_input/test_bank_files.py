"""A damaged bank file is imported exactly or refused as a whole, with reasons."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from applications.models import BankFault, BankFile, BankLine, Payment
from applications.refusals import BankFileFaulty
from applications.services.bank_files import bank_file_import, bank_file_receive
from features.drivers.bank_file_format import file_of, plain_line

LINES = [
    plain_line(reference=reference, amount=amount, transaction_id=name, date=day)
    for reference, amount, name, day in [
        ("HL-1", "1250.00", "T1", "2025-03-14"),
        ("HL-2 March", "80.05", "T2", "2025-03-14"),
        ("unknown", "0.01", "", "2025-03-13"),
        ("unknown", "0.01", "", "2025-03-13"),
        ("", "99999999.99", "T5", "2024-02-29"),
    ]
]
GOOD = file_of(LINES)
ODD = [
    *(
        b"\x00",
        b"\xff",
        b"\xc3\xa9",
        b"\xef\xbb\xbf",
        "٣".encode(),
        b'"',
        b"'",
        b",",
        b";",
        b"\n",
        b"\r\n",
        b"\t",
    ),
    *(
        b"-",
        b"0",
        b"9" * 20,
        b"1e9",
        b"NaN",
        b"=1+1",
        b"2025-13-01",
        b"2999-01-01",
        b"payment",
        b"total",
        b" ",
    ),
]
places = st.integers(0, len(GOOD))


@st.composite
def mutated(draw) -> bytes:
    """A good file after up to four accidents; some of them do it no harm."""
    data = bytearray(draw(st.sampled_from([GOOD, GOOD.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + GOOD])))
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(places), draw(places)))
        end = min(end, len(data))
        kind = draw(st.sampled_from(["put", "swap byte", "cut", "cut end", "again", "field", "line"]))
        if kind == "put":
            data[start:start] = draw(st.sampled_from(ODD) | st.binary(max_size=4))
        elif kind == "swap byte" and start < len(data):
            data[start] = draw(st.integers(0, 255))
        elif kind == "cut":
            del data[start : min(end, start + 30)]
        elif kind == "cut end":
            del data[start:]
        elif kind == "again":
            data[end:end] = data[start : start + 60]
        else:
            lines = bytes(data).split(b"\n")
            number = draw(st.integers(0, len(lines) - 1))
            if kind == "line":
                lines.insert(draw(st.integers(0, len(lines))), lines.pop(number))
            else:
                fields = lines[number].split(b",")
                fields[draw(st.integers(0, len(fields) - 1))] = draw(st.sampled_from(ODD))
                lines[number] = b",".join(fields)
            data = bytearray(b"\n".join(lines))
    return bytes(data)


def stated(data: bytes) -> tuple[int, Decimal]:
    """How many lines a file says that it has, and what they come to; read as anybody would read it."""
    *lines, total = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(lines) - 1 == int(total[1])
    net = sum(
        (Decimal(line[3]) * (-1 if line[0].strip() == "dishonour" else 1) for line in lines[1:]), Decimal(0)
    )
    assert net == Decimal(total[2])
    return int(total[1]), net


def is_refused(bank_file: BankFile, words: str) -> None:
    """Every fault has its line and its reason, and nothing was booked."""
    faults = BankFault.objects.filter(bank_file=bank_file)
    assert f": {faults.count()} error" in words
    assert all(fault.line_number >= 1 and fault.reason for fault in faults)
    assert not faults.filter(reason__contains="Traceback").exists()
    assert (BankLine.objects.count(), Payment.objects.count()) == (0, 0)


def is_booked(data: bytes, done: dict[str, int]) -> None:
    """As many lines as the file states, and to the cent what it states."""
    count, net = stated(data)
    assert done["lines"] == count
    lines = list(BankLine.objects.all())
    assert len(lines) + done["known"] == count
    if not done["known"]:
        assert sum(line.amount if line.kind == "payment" else -line.amount for line in lines) == net


@pytest.fixture
def store(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


@pytest.mark.django_db
def test_damaged_file_is_imported_exactly_or_refused_as_a_whole(store, caplog):
    outcomes = {"imported": 0, "refused": 0}

    @given(mutated())
    def imported_or_refused(data):
        with transaction.atomic():
            bank_file, _ = bank_file_receive(name="odd.csv", content=ContentFile(data))
            try:
                done = bank_file_import(bank_file=bank_file)
            except BankFileFaulty as refusal:
                outcomes["refused"] += 1
                is_refused(bank_file, str(refusal))
            else:
                outcomes["imported"] += 1
                is_booked(data, done)
            transaction.set_rollback(True)

    imported_or_refused()
    assert min(outcomes.values()) > 0, outcomes
    assert [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []
