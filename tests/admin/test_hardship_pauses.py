"""Hardship pauses on the admin pages: pauses of one loan do not overlap."""

from contextlib import nullcontext
from datetime import date

import pytest

from applications import models
from applications.refusals import PausesOverlap
from applications.services.hardship_pauses import hardship_pause_save
from features.drivers import factories
from tests.admin.forms import page, submitted

pytestmark = pytest.mark.django_db

MAY = (date(2025, 5, 1), date(2025, 5, 31))
REFUSAL = "The loan already has a hardship pause from 1 May 2025 to 31 May 2025. Choose days outside it."


def pause(application, from_day, to_day) -> models.HardshipPause:
    author = factories.UserFactory(role="admin")
    return models.HardshipPause(
        application=application, from_day=from_day, to_day=to_day, reason="Illness", author=author
    )


@pytest.fixture
def application():
    application = factories.ApplicationFactory()
    pause(application, *MAY).save()
    return application


def added(*days, there: int = 0) -> dict:
    """The fields of new pauses, below those that are `there`."""
    rows = {"hardship_pauses-TOTAL_FORMS": there + len(days)}
    for number, (from_day, to_day) in enumerate(days, there):
        name = f"hardship_pauses-{number}"
        rows |= {f"{name}-from_day": from_day, f"{name}-to_day": to_day, f"{name}-reason": "Flu"}
    return rows


EDGES = [
    ("2025-04-01", "2025-04-30", False),
    ("2025-04-01", "2025-05-01", True),
    ("2025-05-10", "2025-05-10", True),
    ("2025-04-01", "2025-06-30", True),
    ("2025-05-31", "2025-06-30", True),
    ("2025-06-01", "2025-06-30", False),
]


@pytest.mark.parametrize(("from_day", "to_day", "is_refused"), EDGES)
class TestEdges:
    def test_pause_that_is_granted_by_the_service(self, application, from_day, to_day, is_refused):
        new = pause(application, date.fromisoformat(from_day), date.fromisoformat(to_day))
        with pytest.raises(PausesOverlap, match=REFUSAL) if is_refused else nullcontext():
            hardship_pause_save(pause=new)
        assert application.hardship_pauses.count() == 2 - is_refused

    def test_pause_that_is_added_on_its_page(self, browser, application, from_day, to_day, is_refused):
        answer = submitted(
            browser,
            page(models.HardshipPause, "add"),
            application=application.pk,
            from_day=from_day,
            to_day=to_day,
            reason="Flu",
        )
        assert (REFUSAL in answer.content.decode()) == is_refused
        assert application.hardship_pauses.count() == 2 - is_refused

    def test_pause_that_is_added_on_the_application_page(
        self, browser, application, from_day, to_day, is_refused
    ):
        url = page(models.Application, "change", application.pk)
        answer = submitted(browser, url, **added((from_day, to_day), there=1))
        assert (REFUSAL in answer.content.decode()) == is_refused
        assert application.hardship_pauses.count() == 2 - is_refused


def test_two_new_pauses_that_overlap_each_other_are_refused(browser):
    application = factories.ApplicationFactory()
    url = page(models.Application, "change", application.pk)
    days = (("2025-05-31", "2025-06-30"), ("2025-05-01", "2025-05-31"))
    assert REFUSAL in submitted(browser, url, **added(*days)).content.decode()
    assert not application.hardship_pauses.exists()


def test_two_new_pauses_of_which_one_has_no_day_are_refused(browser):
    application = factories.ApplicationFactory()
    url = page(models.Application, "change", application.pk)
    answer = submitted(browser, url, **added(("2025-05-31", ""), ("2025-05-01", "2025-05-31")))
    assert "This field is required." in answer.content.decode()
    assert not application.hardship_pauses.exists()


def test_pause_is_not_prolonged_into_another(browser, application):
    later = pause(application, date(2025, 4, 1), date(2025, 4, 30))
    later.save()
    answer = submitted(browser, page(models.HardshipPause, "change", later.pk), to_day="2025-05-01")
    later.refresh_from_db()
    assert REFUSAL in answer.content.decode()
    assert later.to_day == date(2025, 4, 30)


def test_overlapping_pause_of_earlier_times_keeps_its_days_and_gets_another_reason(browser, application):
    second = pause(application, *MAY)
    second.save()
    submitted(browser, page(models.HardshipPause, "change", second.pk), reason="Flu")
    second.refresh_from_db()
    assert second.reason == "Flu"


def test_another_loan_may_pause_on_the_same_days(application):
    other = factories.ApplicationFactory()
    hardship_pause_save(pause=pause(other, *MAY))
    assert other.hardship_pauses.count() == 1
