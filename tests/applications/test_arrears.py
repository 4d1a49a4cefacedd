"""Days past due, and their buckets."""

from datetime import date, timedelta

import pytest

from applications.arrears import bucket_of, days_past_due

DUE = date(2025, 3, 14)


@pytest.mark.parametrize(("passed", "days"), [(-30, 0), (-1, 0), (0, 0), (1, 1), (30, 30), (400, 400)])
def test_days_past_due_are_never_below_zero(passed, days):
    assert days_past_due(DUE, DUE + timedelta(days=passed)) == days


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (0, None),
        (1, "1–29"),
        (29, "1–29"),
        (30, "30–59"),
        (59, "30–59"),
        (60, "60–89"),
        (89, "60–89"),
        (90, "90+"),
        (9999, "90+"),
    ],
)
def test_bucket_of_each_day_past_due(days, label):
    bucket = bucket_of(days)
    assert (bucket and bucket.label) == label
