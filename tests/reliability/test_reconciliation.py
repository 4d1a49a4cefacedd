"""Reconciliation finds everything that is lost and everything that is done twice."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import TestCase
from freezegun import freeze_time

from applications.models import BankFile, BankLine, Document, Reminder
from applications.tasks import import_payments, send_repayment_reminders
from reliability import reconciliation, workload
from users.models import EmailDelivery, Notification, User

SEVEN_IN_SYDNEY = "2025-03-13T20:00:00Z"
PEOPLE = LINES = 3


@pytest.fixture
def mail(db, settings, tmp_path):
    """The mail server after a morning's work was done once."""
    settings.MEDIA_ROOT = tmp_path
    with freeze_time(SEVEN_IN_SYDNEY):
        workload.lay_out(PEOPLE, LINES)
        with TestCase.captureOnCommitCallbacks(execute=True):
            send_repayment_reminders.delay()
            import_payments.delay(workload.file_id())
        return SimpleNamespace(accepted=list(EmailDelivery.objects.values_list("address", "message_id")))


def reconciled(mail, **more):
    return reconciliation.reconcile(mail, PEOPLE, LINES, **more)


def test_nothing_lost_or_duplicated(mail):
    findings = reconciled(mail)
    assert (findings.lost, findings.duplicated, findings.emails_resent) == (0, 0, 0)
    assert findings.is_complete


def lose_a_reminder(mail):
    Reminder.objects.filter(state="sent").first().delete()


def lose_a_notification(mail):
    Notification.objects.filter(user__role="bdm").first().delete()


def lose_an_e_mail(mail):
    mail.accepted.pop()


def lose_a_line(mail):
    BankLine.objects.first().delete()


@pytest.mark.parametrize("lose", [lose_a_reminder, lose_a_notification, lose_an_e_mail, lose_a_line])
def test_lost(mail, lose):
    lose(mail)
    findings = reconciled(mail)
    assert (findings.lost, findings.duplicated, findings.is_complete) == (1, 0, False)


def tell_twice(mail):
    told = Notification.objects.filter(user__role="bdm").first()
    told.pk, told.sequence, told.dedupe_key = None, 99, "another"
    told.save()


def send_another_e_mail(mail):
    mail.accepted.append((mail.accepted[0][0], "<another@example.com>"))


def send_the_same_e_mail_without_another_try(mail):
    mail.accepted.append(mail.accepted[0])


def book_a_cent_more(mail):
    line = BankLine.objects.first()
    line.amount += Decimal("0.01")
    line.save()


def book_a_line_of_another_file(mail):
    file = BankFile.objects.create(name="cut.csv", sha256="0" * 64, uploaded_by=User.objects.first())
    BankLine.objects.filter(pk=BankLine.objects.first().pk).update(bank_file=file)


@pytest.mark.parametrize(
    "double",
    [
        tell_twice,
        send_another_e_mail,
        send_the_same_e_mail_without_another_try,
        book_a_cent_more,
        book_a_line_of_another_file,
    ],
)
def test_duplicated(mail, double):
    double(mail)
    assert reconciled(mail).duplicated == 1


def test_email_resent_after_an_unknown_outcome(mail):
    mail.accepted.append(mail.accepted[0])
    EmailDelivery.objects.update(attempts=2)
    findings = reconciled(mail)
    assert (findings.emails_resent, findings.duplicated) == (1, 0)


def test_unsent_email_is_incomplete(mail):
    EmailDelivery.objects.filter(pk=EmailDelivery.objects.first().pk).update(state="unknown")
    findings = reconciled(mail)
    assert (findings.emails_open, findings.is_complete) == (1, False)


def test_damaged_document(mail, tmp_path):
    letter_file = tmp_path / "letter.pdf"
    letter_file.write_bytes(b"half")
    loan = BankLine.objects.first().application
    letter = {
        "application": loan,
        "kind": "application_form",
        "content_sha256": "",
        "created_at": "2025-03-14T00Z",
    }
    Document.objects.create(**letter, version=1, sha256="whole", file="letter.pdf")
    findings = reconciled(mail, letters=1)
    assert (findings.documents_missing, findings.is_complete) == (1, False)


def test_notification_that_a_tab_does_not_show(mail):
    findings = reconciled(mail, unseen=2)
    assert (findings.lost, findings.is_complete) == (2, False)
