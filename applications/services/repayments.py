"""The repayment schedule of a funded loan."""

from applications.models import Application, Repayment
from applications.repayment_schedule import Frequency, schedule


def repayments_build(*, application: Application) -> int:
    """Write the repayments of a loan from its terms and funding date. Returns how many there are.

    Raises NoSchedule where the terms have none.
    """
    instalments = schedule(
        amount=application.amount,
        annual_rate=application.annual_rate,
        term_months=application.term_months,
        frequency=Frequency(application.frequency),
        anchor=application.funding_date,
    )
    Repayment.objects.bulk_create(
        Repayment(
            application=application,
            number=instalment.number,
            due_date=instalment.due_date,
            principal=instalment.principal,
            interest=instalment.interest,
        )
        for instalment in instalments
    )
    return len(instalments)
