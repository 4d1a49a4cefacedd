"""Some rules exist twice, as a query and as a function of one row. Here the two are compared, day by day."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from applications.models import Application, ArrearsSnapshot, HardshipPause, Note, Reminder
from applications.reminder_ladder import Pause, rungs_due
from applications.repayment_state import RepaymentState
from applications.reports.pipeline import pipeline_figures
from applications.selectors.application import may_see
from applications.selectors.history import histories_of, resting
from applications.selectors.note import with_readers
from applications.selectors.obligation import repayments_with_state, state_on
from applications.selectors.repayment import repayments_to_remind_of, rungs_dealt_with
from applications.selectors.staleness import applications_gone_stale
from applications.services.arrears import loans_age
from applications.services.payments import payment_record
from applications.services.reminders import reminders_send
from common.days import midnight
from features.drivers import factories

pytestmark = pytest.mark.django_db

DUE = date(2025, 4, 8)  # Sydney's clocks go back two days before


def days(first: int, last: int) -> list[date]:
    """Days counted from the due date, both included."""
    return [DUE + timedelta(days=number) for number in range(first, last + 1)]


@pytest.fixture
def repayment():
    loan = factories.ApplicationFactory(
        stage="funded", funding_date=date(2025, 1, 31), borrowers=[factories.BorrowerFactory()]
    )
    return factories.RepaymentFactory(application=loan, due_date=DUE)


class TestTheLadder:
    @pytest.mark.parametrize("swept", [1, 2, 5, 9, 100], ids="a sweep each {} days".format)
    def test_a_repayment_is_found_when_a_rung_is_due(self, repayment, swept):
        found = []
        for number, today in enumerate(days(-10, 40)):
            dealt_with = rungs_dealt_with([repayment.pk])[repayment.pk]
            due = rungs_due(due_on=DUE, today=today, dealt_with=dealt_with)
            ids = repayments_to_remind_of(today)
            assert bool(due) == (repayment.pk in ids), today
            found += ids
            if number % swept == 0:
                reminders_send(repayment_ids=ids, today=today, send_email=list)
        assert found

    def test_every_rung_is_due_on_its_own_day_to_both(self, repayment):
        sent = []
        for today in days(-10, 40):
            if ids := repayments_to_remind_of(today):
                sent.append((today - DUE).days)
                reminders_send(repayment_ids=ids, today=today, send_email=list)
        assert sent == [-7, -1, 3, 7, 10, 30]
        assert list(Reminder.objects.order_by("rung").values_list("rung", flat=True)) == sent

    def test_a_pause_hides_no_repayment_from_the_query(self, repayment):
        pause = Pause(DUE + timedelta(days=2), DUE + timedelta(days=8))
        HardshipPause.objects.create(
            application=repayment.application,
            from_day=pause.from_day,
            to_day=pause.to_day,
            author=factories.UserFactory(role="admin"),
        )
        for today in days(-10, 40):
            dealt_with = rungs_dealt_with([repayment.pk])[repayment.pk]
            due = rungs_due(due_on=DUE, today=today, dealt_with=dealt_with, pauses=[pause])
            ids = repayments_to_remind_of(today)
            assert bool(due) == bool(ids), today
            reminders_send(repayment_ids=ids, today=today, send_email=list)


class TestStaleness:
    @pytest.mark.parametrize("clock", ["00:00", "00:01", "12:00", "23:59"])
    def test_the_report_and_the_alerts_call_the_same_applications_stale(self, clock):
        # From before the clocks go back until after it.
        moment = timezone.make_aware(datetime.fromisoformat(f"2025-03-28T{clock}"))
        factories.ApplicationFactory(stage_since=moment, created_at=moment)
        stale = []
        for number in range(30):
            today = date(2025, 3, 28) + timedelta(days=number)
            end = midnight(today + timedelta(days=1))
            everything, span = Application.objects.all(), {"start": midnight(today), "end": end}
            histories = histories_of(everything, **span)
            reported = pipeline_figures(histories, resting(everything, **span), **span)["stale"]
            assert reported == len(applications_gone_stale(today)), today
            stale.append(reported)
        assert stale == [0] * 14 + [1] * 16


class TestArrears:
    def test_a_loan_is_past_due_while_a_repayment_is_overdue(self, repayment):
        loan = repayment.application
        Application.objects.filter(pk=loan.pk).update(stage_since=midnight(date(2025, 1, 31)))
        second = factories.RepaymentFactory(application=loan, number=2, due_date=DUE + timedelta(days=10))
        full = repayment.principal + repayment.interest
        payment_record(application=loan, amount=full, value_date=date(2025, 2, 1))
        seen = set()
        for today in days(-2, 20):
            loans_age(day=today)
            owed = ArrearsSnapshot.objects.get(day=today)
            states = {state_on(one, today) for one in repayments_with_state(loan.repayments.all())}
            is_overdue = RepaymentState.OVERDUE in states
            assert (owed.days_past_due > 0) == is_overdue, today
            assert (owed.arrears > 0) == is_overdue, today
            seen.add(is_overdue)
        assert owed.days_past_due == (today - second.due_date).days
        assert seen == {True, False}


class TestNotes:
    @pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
    @pytest.mark.parametrize("is_own", [True, False], ids=["own", "another's"])
    def test_a_reminder_goes_to_whoever_may_see_the_application(self, role, is_own):
        application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
        loan = (
            application if is_own else factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
        )
        person = {
            "admin": lambda: factories.UserFactory(role="admin"),
            "bdm": lambda: loan.bdm.user,
            "broker": lambda: loan.broker.user,
            "borrower": lambda: loan.borrowers.get().user,
        }[role]()
        Note.objects.create(application=application, author=person, assignee=person, text="Call.")
        note = with_readers(Note.objects.all()).get()
        # No reminder goes to a borrower, who may see the application and writes no notes.
        expected = may_see(person, application) and role != "borrower"
        assert (note.author_sees, note.assignee_sees) == (expected, expected)
        assert expected == (role == "admin" or (is_own and role != "borrower"))
