"""A bank file: imported by the CRM, inserted in bulk without checks (the floor), and row by row."""

import hashlib
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from applications.models import Allocation, Application, BankFile, BankLine, Payment, Repayment
from applications.services.bank_files import bank_file_import, bank_file_receive
from bench.scale.meter import Meter

IN_MEMORY = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
AMOUNT = Decimal("100.00")


def sweep(lines: str) -> dict[str, Any]:
    """Receive a file of so many lines, check it and commit it in batches, each a transaction."""
    with override_settings(STORAGES=IN_MEMORY):
        received, _ = bank_file_receive(name="bench.csv", content=ContentFile(_content(int(lines))))
        with Meter() as meter:
            done = bank_file_import(bank_file=received)
    return {
        "due": done["allocated"],
        "seconds": meter.seconds,
        "processor seconds": meter.processor_seconds,
        "queries": meter.queries,
        "megabytes": meter.megabytes,
    }


def floor(lines: str) -> dict[str, Any]:
    """One statement that selects what the lines pay, and the same rows inserted in bulk, unchecked."""
    today, count = timezone.localdate(), int(lines)
    # Lines, payments and allocations as the import makes them, calculated beforehand.
    loans = list(Application.objects.order_by("pk").values_list("pk", flat=True))
    oldest = dict(Repayment.objects.filter(number=25).values_list("application_id", "pk"))
    bank_file = BankFile.objects.create(name="bench.csv", sha256=hashlib.sha256(b"").hexdigest(), file="x")
    payments = [
        Payment(application_id=loans[n % len(loans)], amount=AMOUNT, value_date=today) for n in range(count)
    ]
    with Meter() as meter, transaction.atomic():
        list(Repayment.objects.filter(number=25).values_list("pk", "application_id", "due_date"))
        Payment.objects.bulk_create(payments)
        Allocation.objects.bulk_create(
            Allocation(payment=payment, repayment_id=oldest[payment.application_id], amount=AMOUNT)
            for payment in payments
        )
        BankLine.objects.bulk_create(
            BankLine(
                bank_file=bank_file,
                line_number=number,
                identity=f"{number}",
                value_date=today,
                amount=AMOUNT,
                state="allocated",
                payment=payment,
                application_id=payment.application_id,
            )
            for number, payment in enumerate(payments, 2)
        )
    return {"due": count, "seconds": meter.seconds, "processor seconds": meter.processor_seconds}


def loop(lines: str) -> dict[str, Any]:
    """Line by line, one row at a time; looks up only the oldest repayment."""
    today, count = timezone.localdate(), int(lines)
    references = list(Application.objects.order_by("pk").values_list("reference", flat=True))
    bank_file = BankFile.objects.create(name="bench.csv", sha256=hashlib.sha256(b"").hexdigest(), file="x")
    with Meter() as meter:
        for number in range(count):
            application = Application.objects.get(reference=references[number % len(references)])
            if BankLine.objects.filter(identity=f"{number}").exists():
                continue
            payment = Payment.objects.create(application=application, amount=AMOUNT, value_date=today)
            left = AMOUNT
            for repayment in application.repayments.order_by("due_date"):
                owed = repayment.principal + repayment.interest
                owed -= sum(share.amount for share in repayment.allocations.all())
                if owed > 0:
                    Allocation.objects.create(payment=payment, repayment=repayment, amount=min(left, owed))
                    break
            BankLine.objects.create(
                bank_file=bank_file,
                line_number=number + 2,
                identity=f"{number}",
                value_date=today,
                amount=AMOUNT,
                state="allocated",
                payment=payment,
                application=application,
            )
    return {"due": count, "seconds": meter.seconds, "processor seconds": meter.processor_seconds}


def _content(lines: int) -> bytes:
    today = timezone.localdate()
    references = list(Application.objects.order_by("pk").values_list("reference", flat=True))
    rows = ["record,account,date,amount,currency,reference,transaction_id,original"]
    rows += [
        f"payment,062-000 12345678,{today},{AMOUNT},AUD,{references[n % len(references)]},T-{n},"
        for n in range(lines)
    ]
    rows.append(f"total,{lines},{AMOUNT * lines}")
    connection.close()
    return "\n".join(rows).encode()
