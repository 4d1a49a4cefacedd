"""Bank files, money in suspense, and what loans owe, as the services have them."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.core.files import File
from django.utils import timezone

from applications.models import Application, BankFile, BankLine, Payment
from applications.selectors.bank_file import bank_files_visible_to, suspense_visible_to
from applications.selectors.obligation import repayments_with_state, state_on
from applications.services import suspense
from applications.services.bank_files import bank_file_receive
from applications.services.fees import fee_charge
from applications.services.payments_by_hand import payment_bounce, payment_enter
from features.doors.lines import as_row
from features.doors.protocol import Row
from features.doors.service.sent import sent
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.person import Person
from features.drivers.shown import shown

IMPORT = "applications.tasks.import_payments"


class Payments:
    def enter(
        self, who: Person, application: Application, amount: Decimal, value_date: date, times: int
    ) -> None:
        entered = {"amount": amount, "value_date": value_date}
        sent(times, payment_enter, application=application, by=who.user, **entered)

    def enter_all_the_same(
        self, who: Person, application: Application, amount: Decimal, value_date: date
    ) -> None:
        entered = {"amount": amount, "value_date": value_date, "is_other_money": True}
        sent(1, payment_enter, application=application, by=who.user, **entered)

    def bounce(self, who: Person, payment: Payment, value_date: date) -> None:
        payment_bounce(payment=payment, value_date=value_date, by=who.user)

    def charge(
        self, who: Person, application: Application, kind: str, amount: Decimal, due: date, times: int
    ) -> None:
        charged = {"kind": kind, "amount": amount, "due_date": due}
        sent(times, fee_charge, application=application, by=who.user, **charged)


class BankFiles:
    def __init__(self, tasks: BackgroundTasks) -> None:
        self._tasks = tasks

    def hand_in(self, who: Person, name: str, content: bytes) -> None:
        received, _ = bank_file_receive(name=name, content=File(BytesIO(content), name), by=who.user)
        self._tasks.ask_for(IMPORT, [received.pk])

    def listed(self, who: Person) -> list[str]:
        return [one.name for one in bank_files_visible_to(who.user)]

    def errors(self, who: Person, bank_file: BankFile) -> list[Row]:
        return [{"line": str(fault.line_number), "reason": fault.reason} for fault in bank_file.faults.all()]

    def more_errors(self, who: Person, bank_file: BankFile) -> int:
        return bank_file.more_faults


class Suspense:
    def listed(self, who: Person) -> list[Row]:
        return [as_row(line) for line in suspense_visible_to(who.user)]

    def resolve(self, who: Person, line: BankLine, loan: str) -> None:
        suspense.suspense_resolve(line_id=line.pk, reference=loan, by=who.user)

    def resolve_all_the_same(self, who: Person, line: BankLine, loan: str) -> None:
        suspense.suspense_resolve(line_id=line.pk, reference=loan, by=who.user, is_other_money=True)

    def confirm(self, who: Person, line: BankLine) -> None:
        suspense.suspense_confirm(line_id=line.pk, by=who.user)

    def take_back(self, who: Person, line: BankLine, payment: Payment) -> None:
        suspense.suspense_take_back(line_id=line.pk, payment_id=payment.pk, by=who.user)

    def set_aside(self, who: Person, line: BankLine, reason: str) -> None:
        suspense.suspense_set_aside(line_id=line.pk, reason=reason, by=who.user)

    def put_back(self, who: Person, line: BankLine) -> None:
        suspense.suspense_put_back(line_id=line.pk, by=who.user)


class Loans:
    def repayments(self, who: Person, application: Application, due: date | None = None) -> list[Row]:
        today, own = timezone.localdate(), application.repayments.order_by("number")
        wanted = own.filter(due_date=due) if due else own
        return [
            {
                "number": str(one.number),
                "due": shown(one.due_date),
                "principal": shown(one.principal),
                "interest": shown(one.interest),
                "owed": shown(one.owed),
                "state": str(state_on(one, today)),
            }
            for one in repayments_with_state(wanted)
        ]
