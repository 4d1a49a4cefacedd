"""`python -m bench.documents`: draws up 300 pages of each document, and prints what a page costs.

Each has its own reference, so that Typst cannot reuse the one before. A slow page fails nothing; the exit
code is 1 if a document has another number of pages than the first of its kind.
"""

import argparse
import io
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import django
from django.core.management import call_command
from django.utils import timezone
from pypdf import PdfReader

os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": "sqlite://:memory:"}
# Models can be imported only after this.
django.setup()

from applications.documents.renderer import render  # noqa: E402
from applications.models import BDM, Application, Borrower, Branch, Broker, Guarantor  # noqa: E402
from applications.services.document_contents import CONTENTS, content_of  # noqa: E402
from applications.services.repayments import repayments_build  # noqa: E402
from users.models import User  # noqa: E402

PAGES = 300


@dataclass
class Figures:
    """What one kind of document took: seconds, bytes, pages."""

    kind: str
    documents: int
    pages: int
    gathering: float
    setting: float
    size: int

    def __str__(self) -> str:
        return (
            f"{self.kind:<20}{self.documents:>10}{self.pages:>7}{self.gathering * 1000 / self.pages:>11.2f}"
            f"{self.setting * 1000 / self.pages:>9.2f}{self.size / 1024 / self.pages:>8.1f}"
        )


def loan() -> Application:
    """Thirty years of monthly repayments, two borrowers and a guarantor."""
    application = Application.objects.create(
        reference="HL-FIRST",
        stage="funded",
        amount=250_000,
        term_months=360,
        annual_rate=6,
        valuation=400_000,
        funding_date=date(2025, 4, 1),
        **staff(),
    )
    for name in ("Omar Haddad", "Nora O’Brien"):
        application.borrowers.add(Borrower.objects.create(name=name))
    application.guarantors.add(Guarantor.objects.create(name="Greta Fitzgerald"))
    application.refresh_from_db()
    repayments_build(application=application)
    return application


def staff() -> dict[str, Broker | BDM]:
    """The application's broker and BDM."""
    branch = Branch.objects.create(name="Sydney")
    people = {
        role: User.objects.create(name=name, email=f"{role}@harbour.example", role=role, password="!")
        for role, name in (("bdm", "Ben Costa"), ("broker", "Bella Romano"))
    }
    bdm = BDM.objects.create(name="Ben Costa", user=people["bdm"], branch=branch)
    broker = Broker.objects.create(name="Bella Romano", user=people["broker"], branch=branch, primary_bdm=bdm)
    return {"broker": broker, "bdm": bdm}


def report(reference: str) -> dict:
    """Four tables of twenty rows."""
    rows = [[f"{reference}, row {number}", *["$1,250.00"] * 5] for number in range(20)]
    columns = ["Stage", "Opening", "In", "Out", "Closing", "Amount"]
    tables = [{"title": f"Table {n}", "columns": columns, "rows": rows, "note": ""} for n in range(4)]
    return {"title": "Weekly pipeline", "subtitle": reference, "tables": tables}


def measured(kind: str, gather: Callable[[str], dict], pages: int) -> Figures:
    """Draw up documents of one kind until there are enough pages."""
    a_document = len(PdfReader(io.BytesIO(drawn_up(kind, gather("HL-FIRST")))).pages)
    figures = Figures(kind, -(-pages // a_document), 0, 0.0, 0.0, 0)
    for number in range(figures.documents):
        began = time.perf_counter()
        data = gather(f"HL-{number:05}")
        gathered = time.perf_counter()
        pdf = drawn_up(kind, data)
        figures.setting += time.perf_counter() - gathered
        figures.gathering += gathered - began
        figures.size += len(pdf)
        found = len(PdfReader(io.BytesIO(pdf)).pages)
        if found != a_document:
            raise SystemExit(f"Number {number} of {kind} has {found} pages; the first had {a_document}.")
        figures.pages += found
    return figures


def drawn_up(kind: str, data: dict) -> bytes:
    return render(kind, {**data, "date": "14 March 2025"}, title=kind, moment=timezone.now())


def measure(pages: int) -> None:
    """Print the table, line by line."""
    application = loan()

    def of(kind: str) -> Callable[[str], dict]:
        def gather(reference: str) -> dict:
            application.reference = reference
            return content_of(application, kind)

        return gather

    head = f"{'ms a page':<20}{'documents':>10}{'pages':>7}{'gathering':>11}{'setting':>9}{'KiB':>8}"
    print(head, "-" * len(head), sep="\n")
    for kind in CONTENTS:
        print(measured(kind, of(kind), pages), flush=True)
    print(measured("report", report, pages), flush=True)
    # ru_maxrss is in kibibytes on Linux and in bytes on macOS.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    print(f"\npeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help="how many of each kind")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    measure(options.pages)


if __name__ == "__main__":
    main()
