"""Bank files, money in suspense, and what a loan owes, as pages show them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, BankFile, BankLine, Payment
from common.refusals import Absent, Refusal
from features.doors.page.applications import page_of
from features.doors.page.desk import Desk
from features.doors.protocol import Row
from features.drivers.person import Person
from features.drivers.plain_browser import NotOfferedError
from features.drivers.shown import shown
from features.words import STANDINGS

PAYMENTS = "/payments/"
SUSPENSE = "/payments/suspense/"
LINE = re.compile(
    r"(?P<amount>\$[\d,.]+\d) on \d+ \w+ \d+(?:, “(?P<reference>.*)”)?\. (?P<reason>.*?)"
    r"(?: From .*, line (?P<line>\d+))?"
)
OTHER_MONEY = "This is other money"
MORE = re.compile(r"there (?:is|are) (\d+) more")


@contextmanager
def _ticked(desk: Desk, button: str) -> Iterator[None]:
    """Where a page refuses what is done in this block and asks whether it is other money, say that it is."""
    try:
        yield
    except Refusal as refusal:
        try:
            desk.press(button, {OTHER_MONEY: True})
        except NotOfferedError:
            # It was refused for another reason.
            raise refusal from None


class Payments:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def enter(
        self, who: Person, application: Application, amount: Decimal, value_date: date, times: int
    ) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        form, typed = f"{address}payments/", {"amount": f"{amount}", "value_date": value_date.isoformat()}
        with desk.offered_or(form, **typed):
            desk.open(address)
            desk.go(form)
            filled_in = {"Amount": typed["amount"], "Value date": typed["value_date"]}
            desk.press("Record payment", filled_in, times=times)

    def enter_all_the_same(
        self, who: Person, application: Application, amount: Decimal, value_date: date
    ) -> None:
        with _ticked(self._desk(who), "Record payment"):
            self.enter(who, application, amount, value_date, times=1)

    def bounce(self, who: Person, payment: Payment, value_date: date) -> None:
        desk, form, typed = self._desk(who), f"/payments/{payment.pk}/bounce/", value_date.isoformat()
        with desk.offered_or(form, value_date=typed):
            desk.open(page_of(payment.application.reference))
            desk.go(form)
            desk.press("Record bounce", {"Value date": typed})

    def charge(
        self, who: Person, application: Application, kind: str, amount: Decimal, due: date, times: int
    ) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        form, typed = f"{address}fees/", {"kind": kind, "amount": f"{amount}", "due_date": due.isoformat()}
        with desk.offered_or(form, **typed):
            desk.open(address)
            desk.go(form)
            filled_in = dict(zip(("Kind", "Amount", "Due date"), typed.values(), strict=True))
            desk.press("Charge fee", filled_in, times=times)


class BankFiles:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def hand_in(self, who: Person, name: str, content: bytes) -> None:
        desk = self._desk(who)
        with desk.offered_or(PAYMENTS, file=SimpleUploadedFile(name, content)):
            desk.open(PAYMENTS)
            desk.hand_in("Bank file (CSV)", name, content, button="Import")

    def listed(self, who: Person) -> list[str]:
        try:
            pages = list(self._desk(who).every_page(PAYMENTS, "Pages", older="Earlier"))
        except Absent:
            return []
        return [row["File"] for page in pages for row in page.part("Bank files").rows()]

    def errors(self, who: Person, bank_file: BankFile) -> list[Row]:
        pages = self._desk(who).every_page(_page_of(bank_file), "Pages", older="Later lines")
        parts = filter(None, (page.part("Errors") for page in pages))
        return [{"line": row["Line"], "reason": row["Reason"]} for part in parts for row in part.rows()]

    def more_errors(self, who: Person, bank_file: BankFile) -> int:
        said = MORE.search(self._desk(who).open(_page_of(bank_file)).text())
        return int(said[1]) if said else 0


def _page_of(bank_file: BankFile) -> str:
    return f"{PAYMENTS}files/{bank_file.pk}/"


class Suspense:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def listed(self, who: Person) -> list[Row]:
        try:
            pages = list(self._desk(who).every_page(SUSPENSE, "In suspense", older="Later"))
        except Absent:
            return []
        items = [item for page in pages for item in page.part("In suspense").items()]
        said = (LINE.fullmatch(" ".join(item.lines()).strip()) for item in items)
        return [
            {"state": "suspense", "reference": "", **{k: v for k, v in one.groupdict().items() if v}}
            for one in said
            if one
        ]

    def resolve(self, who: Person, line: BankLine, loan: str) -> None:
        desk = self._desk(who)
        with desk.offered_or(f"{SUSPENSE}{line.pk}/", reference=loan):
            desk.open(SUSPENSE)
            desk.press("Book", {"Book to loan": loan}, beside=f"“{line.reference}”")

    def resolve_all_the_same(self, who: Person, line: BankLine, loan: str) -> None:
        with _ticked(self._desk(who), "Book"):
            self.resolve(who, line, loan)

    def confirm(self, who: Person, line: BankLine) -> None:
        desk, page = self._desk(who), f"{SUSPENSE}{line.pk}/"
        with desk.offered_or(f"{page}same/"):
            desk.open(page)
            desk.press("It is the same")

    def take_back(self, who: Person, line: BankLine, payment: Payment) -> None:
        desk, page = self._desk(who), f"{SUSPENSE}{line.pk}/"
        with desk.offered_or(f"{page}take-back/", payment=payment.pk):
            desk.open(page)
            of = f"{shown(payment.value_date)} of {payment.application.reference}"
            desk.press(f"Take back the payment of {of}")

    def set_aside(self, who: Person, line: BankLine, reason: str) -> None:
        desk, page = self._desk(who), f"{SUSPENSE}{line.pk}/"
        with desk.offered_or(f"{page}set-aside/", reason=reason):
            desk.open(page)
            desk.go(f"{page}set-aside/")
            desk.press("Set aside", {"Reason": reason})

    def put_back(self, who: Person, line: BankLine) -> None:
        desk = self._desk(who)
        with desk.offered_or(f"{SUSPENSE}{line.pk}/put-back/"):
            desk.open(SUSPENSE)
            of = f"{shown(line.amount)} of {shown(line.value_date)}"
            desk.press(f"Put {of} back into suspense", beside=f"“{line.reference}”")


class Loans:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def repayments(self, who: Person, application: Application, due: date | None = None) -> list[Row]:
        address = f"{page_of(application.reference)}?repayments=1"
        pages = self._desk(who).every_page(address, "Repayments", older="Later")
        rows = [row for page in pages for row in page.part("Repayments").rows()]
        return [
            {
                "number": row["No."],
                "due": row["Due"],
                "principal": row["Principal"],
                "interest": row["Interest"],
                "owed": row["Still owed"],
                # After a comma, a page says how much is paid.
                "state": STANDINGS[row["Status"].partition(",")[0].lower()],
            }
            for row in rows
            if due is None or row["Due"] == shown(due)
        ]
