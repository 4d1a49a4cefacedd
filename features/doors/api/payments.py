"""Bank files, money in suspense, and what loans owe, in the API."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, BankFile, BankLine, Payment
from features.doors.api.caller import Caller
from features.doors.protocol import Row
from features.drivers.person import Person
from features.drivers.shown import shown


class Payments:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def enter(
        self, who: Person, application: Application, amount: Decimal, value_date: date, times: int
    ) -> None:
        entered = {"amount": str(amount), "value_date": value_date.isoformat()}
        self._caller(who).post_once(f"applications/{application.reference}/payments/", times, **entered)

    def enter_all_the_same(
        self, who: Person, application: Application, amount: Decimal, value_date: date
    ) -> None:
        entered = {"amount": str(amount), "value_date": value_date.isoformat(), "is_other_money": True}
        self._caller(who).post_once(f"applications/{application.reference}/payments/", **entered)

    def bounce(self, who: Person, payment: Payment, value_date: date) -> None:
        self._caller(who).post_once(f"payments/{payment.pk}/bounce/", value_date=value_date.isoformat())

    def charge(
        self, who: Person, application: Application, kind: str, amount: Decimal, due: date, times: int
    ) -> None:
        entered = {"kind": kind, "amount": str(amount), "due_date": due.isoformat()}
        self._caller(who).post_once(f"applications/{application.reference}/fees/", times, **entered)


class BankFiles:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def hand_in(self, who: Person, name: str, content: bytes) -> None:
        self._caller(who).upload("bank-files/", file=SimpleUploadedFile(name, content))

    def listed(self, who: Person) -> list[str]:
        return [one["name"] for one in self._caller(who).every("bank-files/")]

    def errors(self, who: Person, bank_file: BankFile) -> list[Row]:
        faults = self._caller(who).get(f"bank-files/{bank_file.pk}/")["faults"]
        return [{"line": str(one["line_number"]), "reason": one["reason"]} for one in faults]

    def more_errors(self, who: Person, bank_file: BankFile) -> int:
        return self._caller(who).get(f"bank-files/{bank_file.pk}/")["more_faults"]


class Suspense:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def listed(self, who: Person) -> list[Row]:
        return [
            {
                "line": str(one.get("line_number", "")),
                "amount": shown(Decimal(one["amount"])),
                "reference": one["reference"],
                "state": "suspense",
                "reason": one["reason"],
            }
            for one in self._caller(who).every("suspense/")
        ]

    def resolve(self, who: Person, line: BankLine, loan: str) -> None:
        self._caller(who).post(f"suspense/{line.pk}/book/", reference=loan)

    def resolve_all_the_same(self, who: Person, line: BankLine, loan: str) -> None:
        self._caller(who).post(f"suspense/{line.pk}/book/", reference=loan, is_other_money=True)

    def confirm(self, who: Person, line: BankLine) -> None:
        self._caller(who).post(f"suspense/{line.pk}/confirm/")

    def take_back(self, who: Person, line: BankLine, payment: Payment) -> None:
        self._caller(who).post(f"suspense/{line.pk}/take-back/", payment=payment.pk)

    def set_aside(self, who: Person, line: BankLine, reason: str) -> None:
        self._caller(who).post(f"suspense/{line.pk}/set-aside/", reason=reason)

    def put_back(self, who: Person, line: BankLine) -> None:
        self._caller(who).post(f"suspense/{line.pk}/put-back/")


class Loans:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def repayments(self, who: Person, application: Application, due: date | None = None) -> list[Row]:
        rows = self._caller(who).every(f"applications/{application.reference}/repayments/")
        return [
            {
                "number": str(row["number"]),
                "due": shown(date.fromisoformat(row["due_date"])),
                "principal": shown(Decimal(row["principal"])),
                "interest": shown(Decimal(row["interest"])),
                "owed": shown(Decimal(row["owed"])),
                "state": row["state"],
            }
            for row in rows
            if due is None or row["due_date"] == due.isoformat()
        ]
