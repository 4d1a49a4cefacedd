"""Periods, figures and tables of reports, and two workers on one report."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from applications.models import Application, Report, StageEvent
from applications.reports.compliance import required_documents
from applications.reports.figures import cents, rate, tenths
from applications.reports.periods import Period, period_of, periods_due
from applications.reports.pipeline import History, pipeline_figures
from applications.reports.tables import report_title, tables_of
from applications.selectors import history as history_selectors
from applications.services import reports
from applications.services.report_documents import report_draw_up
from applications.stages import Stage
from features.drivers import factories
from tests.rows import row

WEEKLY, MONTHLY = "weekly_pipeline", "monthly_compliance"
WEEK = Period(date(2025, 3, 3), date(2025, 3, 9))


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        (WEEKLY, date(2025, 3, 3), date(2025, 3, 3), date(2025, 3, 9)),
        (WEEKLY, date(2025, 3, 9), date(2025, 3, 3), date(2025, 3, 9)),
        (WEEKLY, date(2025, 1, 1), date(2024, 12, 30), date(2025, 1, 5)),
        (MONTHLY, date(2025, 3, 31), date(2025, 3, 1), date(2025, 3, 31)),
        (MONTHLY, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (MONTHLY, date(2025, 2, 1), date(2025, 2, 1), date(2025, 2, 28)),
        (MONTHLY, date(2025, 12, 31), date(2025, 12, 1), date(2025, 12, 31)),
    ],
)
def test_period_of_a_day(kind, day, first, last):
    assert period_of(kind, day) == Period(first, last)


@pytest.mark.parametrize(
    ("period", "hours"),
    [
        (WEEK, 168),
        (Period(date(2025, 3, 31), date(2025, 4, 6)), 169),
        (Period(date(2025, 9, 29), date(2025, 10, 5)), 167),
    ],
)
def test_week_with_a_clock_change(period, hours):
    assert period.end.astimezone(UTC) - period.start.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("newest", "today", "months"),
    [
        (None, date(2025, 4, 1), [3]),
        (date(2025, 3, 1), date(2025, 4, 30), [3]),
        (date(2025, 3, 1), date(2025, 5, 1), [3, 4]),
        (date(2025, 1, 1), date(2025, 4, 1), [1, 2, 3]),
        # A clock that was set back: nothing that has not ended is reported on.
        (date(2025, 4, 1), date(2025, 4, 1), []),
    ],
)
def test_periods_due_since_the_newest_report(newest, today, months):
    assert [period.first_day.month for period in periods_due(MONTHLY, newest=newest, today=today)] == months


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, None),
        (1, 0, None),
        (0, 3, "0.0"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 800, "0.1"),
        (3, 3, "100.0"),
    ],
)
def test_rate_of_zero_is_none(part, whole, shown):
    assert rate(part, whole) == shown


def test_figures_are_rounded_half_even():
    assert [tenths(Decimal(value)) for value in ("4.25", "4.35", "4.251")] == ["4.2", "4.4", "4.3"]
    assert [cents(Decimal(value)) for value in ("1", "0.125", "0.135")] == ["1.00", "0.12", "0.14"]


def test_later_stages_require_the_documents_of_earlier_ones():
    assert required_documents(Stage.SETTLEMENT) == {"identification", "income", "formal_approval"}
    assert required_documents(Stage.FUNDED) == {"identification", "income", "formal_approval", "contract"}


def test_opening_plus_in_minus_out_is_closing():
    moves = [
        ("inquiry", -9),
        ("declined", -2),
        ("inquiry", 0),
        ("pre_approval", 0),
        ("inquiry", 6),
        ("funded", 7),
    ]
    entries = tuple((stage, WEEK.start + timedelta(days=day)) for stage, day in moves)
    history = History(created_at=entries[0][1], amount=Decimal("0.10"), entries=entries)
    figures = pipeline_figures([history] * 3, start=WEEK.start, end=WEEK.end)
    for stage in figures["stages"]:
        for what in (lambda tally: tally["count"], lambda tally: Decimal(tally["amount"])):
            opening, came, went, closing = (what(stage[name]) for name in ("opening", "in", "out", "closing"))
            assert opening + came - went == closing
    inquiry = figures["stages"][0]
    assert (inquiry["opening"]["count"], inquiry["in"]["count"], inquiry["out"]["count"]) == (0, 6, 3)


@pytest.mark.django_db
def test_applications_at_rest_count_as_their_history_does():
    """What the database adds up over ten weeks is what the histories say, move by move."""
    chance, by = Random(1), factories.UserFactory()  # noqa: S311 no secret
    histories = []
    for _ in range(50):
        at = WEEK.start + timedelta(hours=chance.randrange(-24 * 60, 24 * 7))
        amount = Decimal(chance.randrange(1, 10**8)) / 100
        application = factories.ApplicationFactory(amount=amount, created_at=at, stage_since=at)
        entries = [(application.stage, at)]
        for _ in range(chance.randrange(5)):
            at += timedelta(hours=chance.randrange(24 * 14))
            to = chance.choice([stage for stage in Stage if stage != entries[-1][0]])
            row(StageEvent, application=application, from_stage=entries[-1][0], to_stage=to, at=at, by=by)
            entries.append((to, at))
        Application.objects.filter(pk=application.pk).update(stage=entries[-1][0], stage_since=at)
        histories.append(History(created_at=entries[0][1], amount=amount, entries=tuple(entries)))
    at_rest = 0
    for weeks in range(-8, 3):
        span = {"start": WEEK.start + timedelta(weeks=weeks), "end": WEEK.end + timedelta(weeks=weeks)}
        book = Application.objects.all()
        created = [history for history in histories if history.created_at < span["end"]]
        resting = list(history_selectors.resting(book, **span))
        at_rest += sum(group.tally.count for group in resting)
        figures = pipeline_figures(history_selectors.histories_of(book, **span), resting, **span)
        assert figures == pipeline_figures(created, **span)
    assert at_rest > 100


def test_empty_loan_book_has_tables():
    figures = pipeline_figures([], start=WEEK.start, end=WEEK.end)
    assert {len(table.columns) for table in tables_of(WEEKLY, figures)} == {2, 3, 4, 5}
    assert all(len(line) == len(table.columns) for table in tables_of(WEEKLY, figures) for line in table.rows)


def test_title_of_a_report():
    assert report_title(WEEKLY, WEEK, 1) == "Weekly pipeline, 3 March 2025 to 9 March 2025"
    march = Period(date(2025, 3, 1), date(2025, 3, 31))
    assert report_title(MONTHLY, march, 2) == "Monthly compliance, March 2025 (restated, version 2)"


def produce(**fields):
    wanted = {"kind": WEEKLY, "first_day": WEEK.first_day, "bdm_ids": [None], "version": 1}
    return reports.reports_produce(**{**wanted, "cutoff": timezone.now(), "send_email": list, **fields})


@pytest.mark.django_db
def test_first_of_two_workers_keeps_its_report(monkeypatch):
    factories.UserFactory(role="admin")
    reckon = reports._FIGURES[WEEKLY]
    earlier = timezone.now() - timedelta(hours=1)

    def overtaken(*scope):
        monkeypatch.setitem(reports._FIGURES, WEEKLY, reckon)
        produce(cutoff=earlier)
        return reckon(*scope)

    monkeypatch.setitem(reports._FIGURES, WEEKLY, overtaken)
    produced = produce()
    report = Report.objects.get()
    assert (produced, report.cutoff) == ([report.pk], earlier)


@pytest.mark.django_db
@pytest.mark.parametrize("login", [True, False])
def test_report_of_a_bdm_without_login_notifies_nobody(login):
    bdm = factories.BDMFactory() if login else factories.BDMFactory(user=None)
    sent = []
    produce(bdm_ids=[bdm.pk], send_email=sent.extend)
    assert Report.objects.get().bdm == bdm
    assert len(sent) == login


@pytest.mark.django_db
def test_first_of_two_workers_keeps_its_file(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    figures = pipeline_figures([], start=WEEK.start, end=datetime(2025, 3, 10, tzinfo=UTC))
    report = row(Report, figures=figures)
    other = Report.objects.get()
    assert (report_draw_up(report=report), report_draw_up(report=other)) == (1, 0)
    drawn = Report.objects.get()
    assert drawn.file.name == f"reports/{drawn.sha256}.pdf"
    assert drawn.file.read().startswith(b"%PDF")
