"""Bank files, money in suspense, and what loans owe, in the API."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, BankFile, BankLine, Payment
from features.doors.api.caller import Caller
from features.doors.protocol import Row
from features.drivers.person import Person


class Payments:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def enter(
        self, who: Person, application: Application, amount: Decimal, value_date: date, times: int
    ) -> None:
        raise NotImplementedError

    def bounce(self, who: Person, payment: Payment, value_date: date) -> None:
        raise NotImplementedError

    def charge(
        self, who: Person, application: Application, kind: str, amount: Decimal, due: date, times: int
    ) -> None:
        raise NotImplementedError


class BankFiles:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def hand_in(self, who: Person, name: str, content: bytes) -> None:
        self._caller(who).upload("bank-files/", file=SimpleUploadedFile(name, content))

    def listed(self, who: Person) -> list[str]:
        raise NotImplementedError

    def errors(self, who: Person, bank_file: BankFile) -> list[Row]:
        faults = self._caller(who).get(f"bank-files/{bank_file.pk}/")["faults"]
        return [{"line": str(one["line_number"]), "reason": one["reason"]} for one in faults]

    def more_errors(self, who: Person, bank_file: BankFile) -> int:
        return self._caller(who).get(f"bank-files/{bank_file.pk}/")["more_faults"]


class Suspense:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def listed(self, who: Person) -> list[Row]:
        raise NotImplementedError

    def resolve(self, who: Person, line: BankLine, loan: str) -> None:
        raise NotImplementedError


class Loans:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def repayments(self, who: Person, application: Application, due: date | None = None) -> list[Row]:
        raise NotImplementedError
