"""The days of stale alerts, and their number of queries."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from applications.models import Application
from applications.selectors.staleness import applications_gone_stale
from applications.services.stale_applications import stale_alerts_send
from applications.staleness import OPEN, alert_day
from features.drivers import factories
from users.models import Notification
from users.outbox import send_email

SINCE = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("days", "told_on"),
    [
        (-1, None),
        (0, None),
        (13, None),
        (14, date(2025, 3, 17)),
        (15, date(2025, 3, 17)),
        (27, date(2025, 3, 17)),
        (28, date(2025, 3, 31)),
        (41, date(2025, 3, 31)),
        (42, date(2025, 4, 14)),
        (365, date(2026, 3, 2)),
    ],
)
def test_alert_days_are_every_fourteen_days(days, told_on):
    assert alert_day(since=SINCE, today=SINCE + timedelta(days=days)) == told_on


def test_open_stages():
    assert {"inquiry", "pre_approval", "valuation", "formal_approval", "settlement"} == OPEN


@pytest.mark.django_db
class TestTelling:
    def stale(self, count: int) -> list[int]:
        borrower = factories.BorrowerFactory(name="Omar")
        factories.ApplicationFactory.create_batch(
            count, stage_since=timezone.now() - timedelta(days=20), borrowers=[borrower]
        )
        return applications_gone_stale(timezone.localdate())

    def tell(self, ids: list[int]) -> dict[str, int]:
        return stale_alerts_send(application_ids=ids, today=timezone.localdate(), send_email=send_email)

    def test_the_rule_and_the_query_agree_day_by_day(self):
        application = factories.ApplicationFactory()
        since, told_on = timezone.localdate(application.stage_since), []
        for days in range(60):
            today = since + timedelta(days=days)
            if due := applications_gone_stale(today):
                stale_alerts_send(application_ids=due, today=today, send_email=send_email)
                told_on.append(days)
        assert told_on == [14, 28, 42, 56]

    def test_second_delivery_of_the_task_sends_nothing(self):
        due = self.stale(2)
        assert self.tell(due) == {"stale": 2, "told": 4}
        assert self.tell(due) == {"stale": 0, "told": 0}

    def test_new_bdm_gets_no_second_alert(self):
        due = self.stale(1)
        self.tell(due)
        Application.objects.update(bdm=factories.BDMFactory())
        assert self.tell(due) == {"stale": 0, "told": 0}

    def test_alert_without_any_login_is_recorded(self):
        due = self.stale(1)
        Application.objects.update(
            broker=factories.BrokerFactory(user=None), bdm=factories.BDMFactory(user=None)
        )
        assert self.tell(due) == {"stale": 1, "told": 0}
        assert applications_gone_stale(timezone.localdate()) == []
        assert not Notification.objects.exists()

    @pytest.mark.parametrize("count", [2, 20])
    def test_same_number_of_queries_for_many_applications(self, django_assert_num_queries, count):
        due = self.stale(count)
        # The transaction and its end, applications, borrowers, marks; eight to tell, two to write e-mails.
        with django_assert_num_queries(17):
            self.tell(due)
