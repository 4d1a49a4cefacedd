"""The weekly report, the monthly check and the nightly arrears over the whole loan book.

Each as the CRM calculates it, as one statement that reads the same rows (the floor), and loan by loan.
"""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from applications import tasks
from applications.models import Application, Repayment, StageEvent
from bench.scale.meter import Meter
from users.delivery import deliver_emails

CHUNK = 2_000


def weekly(_: str) -> dict[str, Any]:
    """Last week's pipeline for the whole book and for each BDM, without their PDF files."""
    return _measured(tasks.produce_weekly_report)


def weekly_floor(_: str) -> dict[str, Any]:
    """The moves of all applications, read once."""
    events = StageEvent.objects.order_by("application_id", "pk")
    return _read(events.values_list("application_id", "to_stage", "at", "application__amount"))


def weekly_loop(most: str) -> dict[str, Any]:
    """Application by application, for at most so many: its moves, and who looks after it."""
    with Meter() as meter:
        applications = Application.objects.order_by("pk")[: int(most)]
        for application in applications:
            list(application.stage_events.all())
            application.bdm.user  # noqa: B018 asked for, as a report on each BDM does
    return {"due": len(applications), **_times(meter)}


def monthly(_: str) -> dict[str, Any]:
    """Last month's compliance for the whole book and for each BDM, without their PDF files."""
    return _measured(tasks.run_monthly_compliance_check)


def monthly_floor(_: str) -> dict[str, Any]:
    """The repayments up to month's end and what was allocated to each, read once."""
    month_end = timezone.localdate().replace(day=1) - timedelta(days=1)
    past = Repayment.objects.filter(due_date__lte=month_end, cancelled=False).order_by("pk")
    return _read(past.values_list("pk", "application_id", "principal", "interest", "allocations__amount"))


def monthly_loop(most: str) -> dict[str, Any]:
    """Repayment by repayment, for at most so many: what was allocated to it and when."""
    month_end = timezone.localdate().replace(day=1) - timedelta(days=1)
    with Meter() as meter:
        past = Repayment.objects.filter(due_date__lte=month_end).order_by("pk")[: int(most)]
        for repayment in past:
            sum(share.amount for share in repayment.allocations.select_related("payment"))
    return {"due": len(past), **_times(meter)}


def arrears(_: str) -> dict[str, Any]:
    """The night's snapshot of every loan, its parts one after the other."""
    return _measured(tasks.age_arrears)


def _measured(task) -> dict[str, Any]:
    with (
        patch.object(tasks.generate_report_document, "delay"),
        patch.object(deliver_emails, "delay"),
        Meter() as meter,
    ):
        task()
    return {**_times(meter), "queries": meter.queries, "megabytes": meter.megabytes}


def _read(rows) -> dict[str, Any]:
    with Meter() as meter:
        count = sum(1 for _ in rows.iterator(chunk_size=CHUNK))
    return {"due": count, **_times(meter)}


def _times(meter: Meter) -> dict[str, float]:
    return {"seconds": meter.seconds, "processor seconds": meter.processor_seconds}
