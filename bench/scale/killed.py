"""`python -m bench.scale.killed`: two workers import overlapping bank files, and are killed again and again.

One file holds the lines of the other in reverse order. Each worker is a process of its own that is killed
with SIGKILL at random moments and started again. At the end every line, payment and cent is counted. The
exit code is 1 if anything is lost, booked twice or half booked.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.scale.databases import DATABASES, call, started

AMOUNT = Decimal("1.00")
NOBODYS = 10  # one line of so many names no loan, so that no lock keeps two workers from it
ORDERS = ("forward", "reversed")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale.killed", description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--pause", type=float, default=8, help="seconds between two kills, at most")
    parser.add_argument("--repayments", type=int, default=10_000, help="in the loan book")
    parser.add_argument("--databases", choices=DATABASES, nargs="+", default=list(DATABASES))
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random moments")
    options = parser.parse_args()
    print(f"{options.lines:,} lines, seed {options.seed}", flush=True)
    is_right = True
    with TemporaryDirectory() as name:
        for kind in options.databases:
            database = DATABASES[kind](Path(name))
            try:
                is_right &= _strike(database, options, Path(name) / kind, Random(options.seed))  # noqa: S311 moments
            finally:
                database.close()
    sys.exit(0 if is_right else 1)


def _strike(database, options: argparse.Namespace, folder: Path, random: Random) -> bool:
    database.create("book")
    url = database.url("book")
    call("bench.scale.book:lay_out", options.repayments, database_url=url)
    workers = {
        order: started("bench.scale.killed:work", options.lines, order, folder, database_url=url)
        for order in ORDERS
    }
    began, kills, finished = time.monotonic(), 0, {}
    while workers:
        time.sleep(random.uniform(0, options.pause) if kills < options.kills else 0.2)
        for order, worker in list(workers.items()):
            if worker.poll() is not None:
                finished[order] = _result(workers.pop(order))
        if workers and kills < options.kills:
            order = random.choice(sorted(workers))
            _kill(workers[order])
            kills += 1
            workers[order] = started(
                "bench.scale.killed:work", options.lines, order, folder, database_url=url
            )
    found = call("bench.scale.killed:reconcile", options.lines, database_url=url)
    seconds = time.monotonic() - began
    print(
        f"{database.name}: {kills} workers killed in {seconds:.0f} s; last runs: {finished}; wrong: {found}"
    )
    return not any(found.values())


def _kill(worker: subprocess.Popen) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()


def _result(worker: subprocess.Popen) -> dict[str, int]:
    printed, _ = worker.communicate()
    if worker.returncode:
        sys.exit(f"A worker failed with code {worker.returncode}.")
    return json.loads(printed)


def work(lines: str, order: str, folder: str) -> dict[str, int]:
    """Receive the file in one order, or find that it was received, and import it. Returns what it did."""
    from django.core.files.base import ContentFile
    from django.test import override_settings

    from applications.services.bank_files import bank_file_import, bank_file_receive

    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    with override_settings(STORAGES={"default": storage}):
        content = ContentFile(_content(int(lines), order))
        received, _ = bank_file_receive(name=f"{order}.csv", content=content)
        return bank_file_import(bank_file=received)


def reconcile(lines: str) -> dict[str, int]:
    """What is wrong with the book, by kind, after both files were imported."""
    from django.db.models import Count, Sum

    from applications.models import Allocation, Application, BankFile, BankLine, Payment
    from bench.scale.book import DUE

    count = int(lines)
    for_nobody = len(range(0, count, NOBODYS))
    # The book's own payments came in no file.
    own = Application.objects.count() * (DUE - 1)
    booked = Payment.objects.filter(bank_line__isnull=False)
    shares = Allocation.objects.filter(payment__in=booked).aggregate(total=Sum("amount"))["total"]
    by_identity = BankLine.objects.values("identity").annotate(n=Count("pk"))
    return {
        "lost lines": abs(count - BankLine.objects.count()),
        "lines twice": by_identity.filter(n__gt=1).count(),
        "suspense": abs(for_nobody - BankLine.objects.filter(state="suspense").count()),
        "payments without a line": Payment.objects.count() - own - booked.count(),
        "lines without a payment": BankLine.objects.filter(state="allocated", payment=None).count(),
        "cents astray": int(abs((count - for_nobody) * AMOUNT - shares) * 100),
        "shares out of order": _out_of_order(),
        "unfinished files": BankFile.objects.filter(finished_at=None).count(),
    }


def _out_of_order() -> int:
    """How many repayments got money although an older one of the same loan still owes some."""
    from applications.models import Application
    from applications.selectors.obligation import obligations_of

    wrong = 0
    for obligations in obligations_of(list(Application.objects.values_list("pk", flat=True))).values():
        owing = [one.owed for one in obligations]
        first = next((place for place, owed in enumerate(owing) if owed), len(owing))
        wrong += sum(owed != owing[-1] for owed in owing[first + 1 :])
    return wrong


def _content(lines: int, order: str) -> bytes:
    from django.utils import timezone

    from applications.models import Application

    today = timezone.localdate()
    references = list(Application.objects.order_by("pk").values_list("reference", flat=True))
    rows = [
        f"payment,062-000 12345678,{today},{AMOUNT},AUD,"
        f"{references[n % len(references)] if n % NOBODYS else 'Nobody'},T-{n},"
        for n in range(lines)
    ]
    if order == "reversed":
        rows.reverse()
    columns = "record,account,date,amount,currency,reference,transaction_id,original"
    return "\n".join([columns, *rows, f"total,{lines},{AMOUNT * lines}"]).encode()


if __name__ == "__main__":
    main()
