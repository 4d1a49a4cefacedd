"""The repayment schedule of a funded loan."""

from django.db import transaction

from applications import refusals
from applications.models import Application, Repayment
from applications.repayment_schedule import Frequency, Instalment, schedule
from applications.selectors.obligation import repayments_touched
from applications.stages import FUNDING_DATE, TERMS, Stage
from applications.wording import listing

WRITTEN = ("due_date", "principal", "interest", "cancelled")


@transaction.atomic
def repayments_build(*, application: Application) -> dict[str, int]:
    """Write a loan's repayments from its terms and funding date, or bring them into line with these.

    Updated by number. One that has received money or a reminder is kept as it is, and the others make up for
    it; those that the terms no longer hold are cancelled, and come back with them. Returns how many the loan
    has, and how many of them are new, changed, cancelled and kept. Raises NotFunded, RequirementMissing, or
    NoSchedule where the terms have none.
    """
    # Two builds, or a build and a payment, would each see the other's repayments untouched.
    loan = Application.objects.select_for_update().get(pk=application.pk)
    _refuse_unless_ready(loan)
    # A reminder that is being written holds its repayment: wait for it, and let no other begin.
    present = {row.number: row for row in loan.repayments.select_for_update().order_by("number")}
    kept = set(repayments_touched(loan).values_list("number", flat=True))
    planned = _planned(loan, [present[number] for number in sorted(kept)])
    new, changed = [], []
    for instalment in planned:
        row = present.get(instalment.number) or Repayment(application=loan, number=instalment.number)
        if _brought_into_line(row, instalment):
            (changed if row.pk else new).append(row)
    held = kept.union(instalment.number for instalment in planned)
    surplus = [row for row in present.values() if row.number not in held and not row.cancelled]
    for row in surplus:
        row.cancelled = True
    Repayment.objects.bulk_create(new)
    Repayment.objects.bulk_update(changed + surplus, WRITTEN, batch_size=100)
    return {
        "repayments": len(held),
        "new": len(new),
        "changed": len(changed),
        "cancelled": len(surplus),
        "kept": len(kept),
    }


def _refuse_unless_ready(loan: Application) -> None:
    if loan.stage != Stage.FUNDED:
        raise refusals.NotFunded(loan.reference)
    missing = [words for name, words in {**TERMS, **FUNDING_DATE}.items() if getattr(loan, name) is None]
    if missing:
        raise refusals.RequirementMissing(listing(missing), len(missing))


def _planned(loan: Application, kept: list[Repayment]) -> list[Instalment]:
    return schedule(
        amount=loan.amount,
        annual_rate=loan.annual_rate,
        term_months=loan.term_months,
        frequency=Frequency(loan.frequency),
        anchor=loan.funding_date,
        kept=[Instalment(row.number, row.due_date, row.principal, row.interest) for row in kept],
    )


def _brought_into_line(row: Repayment, instalment: Instalment) -> bool:
    """Give a row the figures of an instalment; whether that changed anything."""
    wanted = (instalment.due_date, instalment.principal, instalment.interest, False)
    same = row.pk and tuple(getattr(row, name) for name in WRITTEN) == wanted
    for name, value in zip(WRITTEN, wanted, strict=True):
        setattr(row, name, value)
    return not same
