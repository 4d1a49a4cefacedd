"""E-mails about loans that leave the outbox late: updated, dropped or unchanged."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from applications.models import Application, Note, Repayment
from applications.services.applications import application_status_notify
from applications.services.note_reminders import note_reminders_send
from applications.services.reminders import reminders_send
from applications.services.stale_applications import stale_alerts_send
from features.drivers import factories
from tests.rows import row
from users import delivery
from users.models import EmailDelivery, Notification
from users.outbox import send_email

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def reminded(today) -> Repayment:
    """A repayment that its borrower is reminded of three days after it was due."""
    application = factories.ApplicationFactory(
        reference="HL-OMAR", stage="funded", borrowers=[factories.BorrowerFactory(name="Omar")]
    )
    repayment = factories.RepaymentFactory(application=application, due_date=today - timedelta(days=3))
    remind([repayment], today)
    return repayment


def remind(repayments: list[Repayment], today: date) -> None:
    ids = [repayment.pk for repayment in repayments]
    reminders_send(repayment_ids=ids, today=today, send_email=send_email)


def send_all() -> dict[str, int]:
    return delivery.deliver_emails(EmailDelivery.objects.values_list("pk", flat=True))


def queue(template: str, dedupe_key: str, **context: str) -> None:
    """An e-mail as a release before this one queued it."""
    words = {"message": "As it was queued.", "url": "/applications/HL-OMAR/", "reference": "HL-OMAR"}
    letter = {"address": "omar@example.com", "subject": "Old", "template": template}
    send_email([EmailDelivery(**letter, dedupe_key=dedupe_key, context={**words, **context})])


class TestReminders:
    def test_email_queued_by_an_older_release_is_rewritten(self, reminded):
        EmailDelivery.objects.update(
            subject="Old", context={"message": "Old", "url": "/applications/HL-OMAR/"}
        )
        assert send_all() == {"sent": 1}
        (sent,) = mail.outbox
        assert sent.subject == "Your repayment for loan HL-OMAR is 3 days overdue"
        assert "Still owed: $1,250.00" in sent.body
        assert "/applications/HL-OMAR/" in sent.body

    def test_sent_text_is_stored(self, reminded):
        Repayment.objects.update(interest=Decimal("0.50"))
        send_all()
        kept = EmailDelivery.objects.get()
        assert kept.subject == "Your repayment for loan HL-OMAR is 3 days overdue"
        assert kept.context["owed"] == "$1,000.50"

    @pytest.mark.parametrize("change", [{"cancelled": True}, {"due_date": date(2199, 1, 1)}])
    def test_email_of_a_paid_repayment_is_dropped(self, reminded, change):
        Repayment.objects.update(**change)
        assert send_all() == {"expired": 1}

    def test_email_of_an_unfunded_loan_is_dropped(self, reminded):
        Application.objects.update(stage="settlement")
        assert send_all() == {"expired": 1}

    def test_email_to_a_former_party_is_dropped(self, reminded):
        reminded.application.borrowers.set([factories.BorrowerFactory(name="Nora")])
        assert send_all() == {"expired": 1}

    @pytest.mark.parametrize("key", ["another key", "reminder:1:4:borrower:1"])
    def test_email_with_an_unknown_key_is_sent_unchanged(self, key):
        queue("repayment_reminder", key, owed="$1.00", due="14 March 2025")
        assert send_all() == {"sent": 1}
        assert "As it was queued." in mail.outbox[0].body

    def test_email_due_tomorrow_is_dropped_on_the_due_date(self, today):
        repayment = factories.RepaymentFactory(due_date=today + timedelta(days=1))
        repayment.application.borrowers.add(factories.BorrowerFactory())
        remind([repayment], today)
        Repayment.objects.update(due_date=today)
        assert send_all() == {"expired": 1}

    @pytest.mark.parametrize("count", [1, 20])
    def test_two_queries_per_email(self, today, count, django_assert_num_queries):
        repayments = [
            factories.RepaymentFactory(due_date=today - timedelta(days=3), number=number)
            for number in range(1, count + 1)
        ]
        for repayment in repayments:
            repayment.application.borrowers.add(factories.BorrowerFactory())
        remind(repayments, today)
        ids = list(EmailDelivery.objects.values_list("pk", flat=True))
        # Find, and read once: addresses (of notices, of borrowers), repayments, brokers, BDMs,
        # the users of both, borrowers, pauses.
        # Then each e-mail: claim, record.
        with django_assert_num_queries(1 + 9 + 2 * count):
            assert delivery.deliver_emails(ids) == {"sent": count}


class TestStatus:
    def test_email_of_a_deleted_application_is_sent_unchanged(self):
        queue("application_status", "status:event:1", reference="HL-GONE", date="14 March 2025")
        assert send_all() == {"sent": 1}

    def test_withdrawn_amount_is_left_out(self):
        application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
        application_status_notify(application=application, status="inquiry")
        Application.objects.update(amount=None)
        send_all()
        assert len(mail.outbox) == 3
        assert not any("Amount" in sent.body for sent in mail.outbox)

    def test_manual_status_email_is_sent_at_any_stage(self):
        application = factories.ApplicationFactory(
            stage="settlement", borrowers=[factories.BorrowerFactory()]
        )
        application_status_notify(application=application, status="approved")
        assert send_all() == {"sent": 3}


class TestSignature:
    def test_email_with_an_unknown_key_is_sent_unchanged(self):
        queue("signature_required", "another key", amount="$1.00", date="14 March 2025")
        assert send_all() == {"sent": 1}

    def test_email_to_a_former_party_is_dropped(self):
        document = factories.DocumentFactory(kind="formal_approval")
        borrower = factories.BorrowerFactory()
        queue("signature_required", f"signature:{document.pk}:borrower:{borrower.pk}")
        assert send_all() == {"expired": 1}


class TestStaleApplications:
    def test_email_with_an_unknown_key_is_sent_unchanged(self):
        queue("stale_application", "another key", stage="Inquiry", since="14 March 2025")
        assert send_all() == {"sent": 1}

    def test_email_of_a_deleted_application_is_dropped(self):
        queue("stale_application", "stale:0:2025-03-14")
        assert send_all() == {"expired": 1}

    def test_email_of_a_closed_application_is_dropped(self, today):
        long_ago = timezone.now() - timedelta(days=20)
        application = factories.ApplicationFactory(stage_since=long_ago)
        stale_alerts_send(application_ids=[application.pk], today=today, send_email=send_email)
        Application.objects.update(stage="declined")
        assert send_all() == {"expired": 1}


class TestNotes:
    @pytest.fixture
    def note(self, today) -> Note:
        application = factories.ApplicationFactory()
        note = row(Note, application=application, author=application.bdm.user, assignee=None, remind_on=today)
        note_reminders_send(note_ids=[note.pk], today=today, send_email=send_email)
        return note

    def test_email_to_a_reader_of_the_note_is_sent(self, note):
        assert send_all() == {"sent": 1}

    def test_email_to_a_former_bdm_is_dropped(self, note):
        Application.objects.update(bdm=factories.BDMFactory())
        assert send_all() == {"expired": 1}

    def test_email_of_a_purged_notification_is_sent(self, note):
        Notification.objects.all().delete()
        assert send_all() == {"sent": 1}

    def test_email_with_an_unknown_key_is_sent_unchanged(self):
        queue("note_reminder", "another key", author="Ben", date="14 March 2025")
        assert send_all() == {"sent": 1}


class TestWhoIsNoLongerConcerned:
    @pytest.fixture
    def loan(self) -> Application:
        omar = factories.BorrowerFactory(name="Omar", user=None, email="omar@example.com")
        return factories.ApplicationFactory(reference="HL-OMAR", borrowers=[omar])

    @pytest.fixture
    def overdue(self, loan, today) -> Repayment:
        """A repayment that was passed to the BDM ten days after it was due."""
        Application.objects.update(stage="funded")
        repayment = factories.RepaymentFactory(application=loan, due_date=today - timedelta(days=10))
        remind([repayment], today)
        return repayment

    def test_a_borrower_who_has_left_reads_of_no_move(self, loan):
        application_status_notify(application=loan, status="inquiry")
        loan.borrowers.set([factories.BorrowerFactory(name="Nora")])
        send_all()
        assert "omar@example.com" not in [sent.to[0] for sent in mail.outbox]

    def test_a_borrower_with_a_login_who_has_left_reads_of_no_move(self, loan):
        nora = factories.BorrowerFactory(name="Nora")
        loan.borrowers.add(nora)
        application_status_notify(application=loan, status="inquiry")
        loan.borrowers.remove(nora)
        send_all()
        readers = sorted(sent.to[0] for sent in mail.outbox)
        assert readers == sorted(["omar@example.com", loan.broker.user.email, loan.bdm.user.email])

    @pytest.mark.parametrize("who", ["bdm", "broker"])
    def test_who_has_handed_over_reads_of_no_move(self, loan, who):
        application_status_notify(application=loan, status="inquiry")
        former = getattr(loan, who)
        other = factories.BDMFactory() if who == "bdm" else factories.BrokerFactory()
        Application.objects.update(**{who: other})
        assert send_all() == {"sent": 2, "expired": 1}
        assert former.user.email not in [sent.to[0] for sent in mail.outbox]

    def test_a_former_bdm_reads_of_no_stale_application(self, today):
        long_ago = timezone.now() - timedelta(days=20)
        application = factories.ApplicationFactory(stage_since=long_ago)
        stale_alerts_send(application_ids=[application.pk], today=today, send_email=send_email)
        Application.objects.update(bdm=factories.BDMFactory())
        assert send_all() == {"expired": 1}

    def test_a_loan_is_passed_to_the_bdm_who_looks_after_it_now(self, loan, overdue, today):
        carl = factories.BDMFactory(name="Carl")
        Application.objects.update(bdm=carl)
        assert send_all() == {"expired": 1}
        remind([overdue], today + timedelta(days=1))
        send_all()
        assert [sent.to for sent in mail.outbox] == [[carl.user.email]]

    def test_an_admin_reads_of_every_loan(self, loan, today):
        Application.objects.update(stage="funded")
        ada = factories.UserFactory(role="admin", name="Ada")
        repayment = factories.RepaymentFactory(application=loan, due_date=today - timedelta(days=30))
        remind([repayment], today)
        Application.objects.update(bdm=factories.BDMFactory(), broker=factories.BrokerFactory())
        send_all()
        assert [sent.to for sent in mail.outbox] == [[ada.email]]
