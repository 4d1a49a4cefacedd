"""Bank files: received once, checked as a whole, committed in batches."""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import BankFault, BankFile
from applications.payments.lines import Fault, Line, Total
from applications.payments.reading import MOST_LINES, read_bank_file
from applications.services.bank_batches import KNOWN
from applications.services.bank_lines import bank_lines_check, bank_lines_commit
from users.models import User
from users.preferences import Role

logger = logging.getLogger(__name__)

# Many enough that looking up and inserting costs a line next to nothing; few enough that loans, and on SQLite
# the database, are locked for less than a second.
LINES_A_BATCH = 1_000
LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_FAULTS = 200  # of one file are kept; what is wrong with the others is the same, most of the time

Entry = TypeVar("Entry")


def bank_file_receive(*, name: str, content: File, by: User | None = None) -> tuple[BankFile, bool]:
    """Keep a file as it is, and whether it is new: the same bytes are the file that was received before.

    `by` is the user who uploaded it, or None on the command line. Raises BankFilesAreForAdmins and
    BankFileTooLarge.
    """
    if by is not None and by.role != Role.ADMIN:
        raise refusals.BankFilesAreForAdmins
    bank_file = BankFile(name=name[:200], sha256=_sha256_of(content), uploaded_by=by)
    bank_file.file.save(f"{bank_file.sha256}.csv", content, save=False)
    # The bytes come first, so that no row is ever without them; of two rows the database keeps one.
    BankFile.objects.bulk_create([bank_file], ignore_conflicts=True)
    is_back = BankFile.objects.filter(sha256=bank_file.sha256, file="").update(file=bank_file.file.name)
    received = BankFile.objects.get(sha256=bank_file.sha256)
    is_mine = received.file.name == bank_file.file.name
    if not is_mine:
        bank_file.file.delete(save=False)
    return received, is_mine and not is_back


def bank_file_import(*, bank_file: BankFile) -> dict[str, int]:
    """Check a whole file, then commit its lines. Raises BankFileFaulty or BankFileForgotten, and then nothing
    was committed."""
    bank_file_check(bank_file=bank_file)
    return bank_file_commit(
        bank_file=bank_file,
        on_lines=lambda lines: logger.info("Bank file %s: %s more lines processed.", bank_file.pk, lines),
    )


def bank_file_check(*, bank_file: BankFile) -> Total:
    """Pass one: what the file states, where nothing is wrong with it.

    Otherwise the first MOST_FAULTS faults are listed, the others are counted, and BankFileFaulty is raised;
    BankFileForgotten where the bytes were cleaned up meanwhile.
    """
    if not bank_file.file:
        raise refusals.BankFileForgotten
    total, kept, faults = None, [], 0
    with bank_file.file.open("rb") as file:
        for entry in _checked(read_bank_file(file, today=timezone.localdate())):
            if isinstance(entry, Fault):
                faults += 1
                if faults <= MOST_FAULTS:
                    kept.append(BankFault(bank_file=bank_file, line_number=entry.line, reason=entry.reason))
            elif isinstance(entry, Total):
                total = entry
    _list_faults(bank_file, kept, more=faults - len(kept))
    if faults:
        _finish(bank_file)
        raise refusals.BankFileFaulty(faults)
    BankFile.objects.filter(pk=bank_file.pk).update(lines_stated=total.lines, total_stated=total.net)
    return total


def bank_file_commit(
    *, bank_file: BankFile, on_lines: Callable[[int], object] = lambda lines: None
) -> dict[str, int]:
    """Pass two: commit each line that was not committed before, from this file or from another.

    Each batch of lines is a transaction of its own: a worker that begins again goes on after the last batch
    that was committed. `on_lines` hears of each batch. Returns how many lines there are and what became of
    them.
    """
    done = Counter({"lines": 0, "allocated": 0, "suspense": 0, "reversed": 0, KNOWN: 0})
    with bank_file.file.open("rb") as file:
        entries = read_bank_file(file, today=timezone.localdate())
        for batch in _batches(entry for entry in entries if isinstance(entry, Line)):
            done.update(bank_lines_commit(bank_file=bank_file, lines=batch))
            done["lines"] += len(batch)
            on_lines(len(batch))
    _finish(bank_file)
    return dict(done)


def _checked(entries: Iterable[Line | Fault | Total]) -> Iterator[Line | Fault | Total]:
    """The entries of a file, with a fault in the place of each line that contradicts the loan it names."""
    for batch in _batches(entries):
        lines = [entry for entry in batch if isinstance(entry, Line)]
        faults = bank_lines_check(lines=lines, today=timezone.localdate())
        yield from (faults.get(entry.number, entry) if isinstance(entry, Line) else entry for entry in batch)


def _sha256_of(content: File) -> str:
    """The hash of a file's bytes; raises BankFileTooLarge before anything is stored."""
    if content.size > LARGEST_FILE:
        raise refusals.BankFileTooLarge(f"{LARGEST_FILE // 1024**2} MiB")
    sha256, lines = hashlib.sha256(), 0
    for chunk in content.chunks():
        sha256.update(chunk)
        lines += chunk.count(b"\n")
    # Besides them there are the columns and the total.
    if lines > MOST_LINES + 2:
        raise refusals.BankFileTooLarge(f"{MOST_LINES:,} lines")
    return sha256.hexdigest()


@transaction.atomic
def _list_faults(bank_file: BankFile, faults: list[BankFault], *, more: int) -> None:
    """Put these faults in the place of those that were found before."""
    bank_file.faults.all().delete()
    BankFault.objects.bulk_create(faults)
    bank_file.more_faults = more
    bank_file.save(update_fields=["more_faults"])


def _finish(bank_file: BankFile) -> None:
    BankFile.objects.filter(pk=bank_file.pk).update(finished_at=timezone.now())


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    entries = iter(entries)
    while batch := list(islice(entries, LINES_A_BATCH)):
        yield batch
