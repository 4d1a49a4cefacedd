"""`python manage.py build_schedule REFERENCE`: updates a loan's repayment schedule to match its terms."""

from django.core.management.base import BaseCommand, CommandError

from applications.selectors.application import application_by_reference
from applications.services.repayments import repayments_build
from applications.wording import counted
from common.refusals import Refusal


class Command(BaseCommand):
    help = "Update a funded loan's repayments to match its terms. Exit codes: 0 done, 1 refused, 2 usage."

    def add_arguments(self, parser):
        parser.add_argument("reference", help="the loan's reference, as in HL-7KQ2M9XD")

    def handle(self, *, reference: str, **options):
        try:
            done = repayments_build(application=application_by_reference(reference))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{reference} has {counted(done['repayments'], 'repayment')}: {done['new']} new, "
            f"{done['changed']} changed, {done['kept']} unchanged; {done['cancelled']} cancelled."
        )
