"""The weekly report's tables list every stage, in order, also a stage at which nothing happened."""

from datetime import date

import pytest

from applications.reports.periods import Period
from applications.reports.pipeline import pipeline_figures
from applications.reports.tables import tables_of

WEEK = Period(date(2025, 3, 3), date(2025, 3, 9))
AFTER_INQUIRY = [
    "Pre-approval",
    "Valuation",
    "Formal approval",
    "Settlement",
    "Funded",
    "Declined",
    "Withdrawn",
]


@pytest.fixture
def tables():
    figures = pipeline_figures([], start=WEEK.start, end=WEEK.end)
    return {table.title: table.rows for table in tables_of("weekly_pipeline", figures)}


@pytest.mark.parametrize("title", ["Applications by stage", "Amounts by stage", "Time in stage"])
def test_every_stage_has_a_row(tables, title):
    assert [row[0] for row in tables[title]] == ["Inquiry", *AFTER_INQUIRY]


def test_a_stage_without_applications_amounts_to_zero(tables):
    assert list(tables["Amounts by stage"][5]) == ["Funded", "$0.00", "$0.00", "$0.00", "$0.00"]


def test_conversion_has_a_row_for_every_stage_after_inquiry(tables):
    assert [row[0] for row in tables["Conversion"]] == AFTER_INQUIRY
