"""The books of `make faults` see whatever is lost, and whatever is done twice."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import TestCase
from freezegun import freeze_time

from applications.models import BankFile, BankLine, Document, Reminder
from applications.tasks import import_payments, send_repayment_reminders
from reliability import book
from users.models import EmailDelivery, Notification, User

SEVEN_IN_SYDNEY = "2025-03-13T20:00:00Z"
PEOPLE = LINES = 3


@pytest.fixture
def mail(db, settings, tmp_path):
    """A morning's work is done, and the mail server has what was sent."""
    settings.MEDIA_ROOT = tmp_path
    with freeze_time(SEVEN_IN_SYDNEY):
        book.lay_out(PEOPLE, LINES)
        with TestCase.captureOnCommitCallbacks(execute=True):
            send_repayment_reminders.delay()
            import_payments.delay(book.file_id())
        return SimpleNamespace(accepted=list(EmailDelivery.objects.values_list("address", "message_id")))


def look(mail, **more):
    return book.look(mail, PEOPLE, LINES, **more)


def test_a_morning_that_went_well(mail):
    books = look(mail)
    assert (books.lost, books.doubled, books.mails_again, books.are_closed) == (0, 0, 0, True)


def lose_a_reminder(mail):
    Reminder.objects.filter(state="sent").first().delete()


def lose_a_notification(mail):
    Notification.objects.filter(user__role="bdm").first().delete()


def lose_an_e_mail(mail):
    mail.accepted.pop()


def lose_a_line(mail):
    BankLine.objects.first().delete()


@pytest.mark.parametrize("lose", [lose_a_reminder, lose_a_notification, lose_an_e_mail, lose_a_line])
def test_what_is_lost(mail, lose):
    lose(mail)
    books = look(mail)
    assert (books.lost, books.doubled, books.are_closed) == (1, 0, False)


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
def test_what_is_done_twice(mail, double):
    double(mail)
    assert look(mail).doubled == 1


def test_an_e_mail_that_nobody_could_know_was_taken(mail):
    mail.accepted.append(mail.accepted[0])
    EmailDelivery.objects.update(attempts=2)
    books = look(mail)
    assert (books.mails_again, books.doubled) == (1, 0)


def test_an_e_mail_that_is_still_to_be_sent_keeps_the_books_open(mail):
    EmailDelivery.objects.filter(pk=EmailDelivery.objects.first().pk).update(state="unknown")
    books = look(mail)
    assert (books.mails_open, books.are_closed) == (1, False)


def test_papers(mail, tmp_path):
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(b"half")
    loan = BankLine.objects.first().application
    letter = {
        "application": loan,
        "kind": "application_form",
        "content_sha256": "",
        "created_at": "2025-03-14T00Z",
    }
    Document.objects.create(**letter, version=1, sha256="whole", file="letter.pdf")
    books = look(mail, letters=1)
    assert (books.papers_missing, books.are_closed) == (1, False)


def test_what_a_tab_has_not_shown(mail):
    books = look(mail, unseen=2)
    assert (books.lost, books.are_closed) == (2, False)
