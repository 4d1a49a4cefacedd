"""A loan with one row of every model that has admin pages."""

from django.utils import timezone

from applications import models
from features.drivers import factories
from users.models import ApiToken, EmailDelivery, Notification, NotificationPreference

TAX_FILE_NUMBER, ACCOUNT_NUMBER = "648188535", "062000-12345678"
LETTER = "These words are between the lender and the reader."


def file_of_a_loan(**terms) -> models.Application:
    """A loan with one row of every model."""
    numbers = {"tax_file_number": TAX_FILE_NUMBER, "account_number": ACCOUNT_NUMBER}
    borrower, guarantor = factories.BorrowerFactory(**numbers), factories.GuarantorFactory(**numbers)
    application = factories.ApplicationFactory(borrowers=[borrower], **terms)
    application.guarantors.add(guarantor)
    factories.BranchFactory(name=application.reference)
    _add_history(application)
    _add_money(application)
    _add_messages(application)
    document = factories.DocumentFactory(application=application)
    models.Signature.objects.create(document=document, borrower=borrower)
    models.PersonalCopy.objects.create(
        document=document, borrower=borrower, sha256="0" * 64, file="documents/copy.pdf"
    )
    return application


def add_events(application, author):
    today = timezone.localdate()
    models.StageEvent.objects.create(application=application, to_stage="inquiry", by=author)
    models.AuditEntry.objects.create(application=application, by=author, act="took over the application")
    models.HardshipPause.objects.create(
        application=application, from_day=today, to_day=today, reason="Illness", author=author
    )
    models.Note.objects.create(application=application, author=author, assignee=author, text="Call again.")


def _add_history(application):
    today = timezone.localdate()
    add_events(application, application.bdm.user)
    models.ArrearsSnapshot.objects.create(
        application=application, day=today, days_past_due=0, arrears=0, balance=0
    )
    models.Report.objects.create(
        kind="weekly_pipeline",
        first_day=today,
        last_day=today,
        bdm=application.bdm,
        figures={},
        cutoff=timezone.now(),
    )


def _add_money(application):
    today = timezone.localdate()
    repayment = factories.RepaymentFactory(application=application)
    models.Reminder.objects.create(repayment=repayment, rung=-7, state="sent")
    models.Fee.objects.create(application=application, kind="Valuation", amount=300, due_date=today)
    payment = models.Payment.objects.create(application=application, amount=500, value_date=today)
    models.Allocation.objects.create(payment=payment, repayment=repayment, amount=500)
    bank_file = models.BankFile.objects.create(name="May.csv", sha256=application.reference, file="May.csv")
    models.BankFault.objects.create(bank_file=bank_file, line_number=1, reason="The file is empty.")
    models.BankLine.objects.create(
        bank_file=bank_file,
        line_number=1,
        identity=f"{ACCOUNT_NUMBER} {application.reference}",
        value_date=today,
        amount=500,
        state="allocated",
        payment=payment,
    )


def _add_messages(application):
    user = application.bdm.user
    ApiToken.objects.create(user=user)
    NotificationPreference.objects.create(user=user, event="report_ready", channel="email", enabled=False)
    Notification.objects.create(
        user=user, notification_type="report_ready", message="A report is ready.", sequence=1
    )
    EmailDelivery.objects.create(
        address=user.email,
        subject="Your loan",
        template="application_status",
        context={"message": LETTER},
        dedupe_key="1",
        message_id=application.reference,
        next_attempt_at=timezone.now(),
    )
