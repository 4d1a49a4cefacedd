"""The rungs of the reminder ladder. The figures are restated by hand."""

from datetime import date, timedelta

import pytest

from applications.reminder_ladder import LADDER, Pause, day_variables, may_still_be_sent, rungs_due

DUE = date(2025, 3, 14)


def fates(day: int, *, dealt_with=(), pauses=()) -> dict[int, str]:
    """What becomes of the rungs `day` days after the due date."""
    found = rungs_due(
        due_on=DUE,
        today=DUE + timedelta(days=day),
        dealt_with=dealt_with,
        pauses=[Pause(DUE + timedelta(days=first), DUE + timedelta(days=last)) for first, last in pauses],
    )
    return {rung.days: state.value for rung, state in found}


def test_rungs_of_the_ladder():
    assert [(rung.days, rung.event.value) for rung in LADDER] == [
        (-7, "repayment_upcoming"),
        (-1, "repayment_upcoming"),
        (3, "repayment_overdue"),
        (7, "repayment_overdue"),
        (10, "repayment_escalated"),
        (30, "repayment_arrears"),
    ]


@pytest.mark.parametrize("rung", [-7, -1, 3, 7, 10, 30])
def test_rung_is_due_on_its_day_and_not_before(rung):
    lower = [days for days in (-7, -1, 3, 7, 10, 30) if days < rung]
    assert fates(rung, dealt_with=lower) == {rung: "sent"}
    assert fates(rung - 1, dealt_with=lower) == {}
    assert fates(rung, dealt_with=[*lower, rung]) == {}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-8, {}),
        (-2, {-7: "sent"}),
        (-1, {-7: "superseded", -1: "sent"}),
        (0, {-7: "expired", -1: "expired"}),
        (3, {-7: "expired", -1: "expired", 3: "sent"}),
        (9, {-7: "expired", -1: "expired", 3: "superseded", 7: "sent"}),
        (200, {-7: "expired", -1: "expired", 3: "superseded", 7: "superseded", 10: "superseded", 30: "sent"}),
    ],
)
def test_after_an_outage_only_the_highest_rung_is_sent(day, expected):
    assert fates(day) == expected


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        ((3, 3), {3: "paused", 7: "sent"}),
        ((2, 2), {3: "superseded", 7: "sent"}),
        ((4, 6), {3: "superseded", 7: "sent"}),
        ((7, 9), {3: "paused", 7: "paused"}),
        ((3, 6), {3: "paused", 7: "sent"}),
    ],
)
def test_rung_during_a_pause_is_paused(pause, expected):
    assert fates(7, dealt_with=[-7, -1], pauses=[pause]) == expected


def test_rung_before_the_due_date_during_a_pause_is_paused_not_expired():
    assert fates(0, dealt_with=[-7], pauses=[(-1, -1)]) == {-1: "paused"}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (3, "This is the last reminder before it is passed on"),
        (9, "This is the last reminder before it is passed on"),
        (10, "It has been passed on"),
        (11, "It has been passed on"),
    ],
)
def test_day_variables_from_the_tenth_day(days, expected):
    words = day_variables(due_on=DUE, today=DUE + timedelta(days=days))
    assert words == {"days": str(days), "passed_on": expected}


@pytest.mark.parametrize(
    ("rung", "day", "pause", "expected"),
    [
        (3, 3, None, True),
        (3, 40, None, True),
        (3, 2, None, False),
        (-7, -1, None, True),
        (-7, 0, None, False),
        (-1, -2, None, False),
        (-1, -1, None, True),
        (-1, 0, None, False),
        (3, 6, (6, 9), False),
        (3, 6, (2, 3), False),
        (3, 6, (4, 5), True),
        (3, 6, (7, 9), True),
    ],
)
def test_a_queued_reminder_may_still_be_sent(rung, day, pause, expected):
    (asked,) = [one for one in LADDER if one.days == rung]
    pauses = [Pause(*(DUE + timedelta(days=one) for one in pause))] if pause else []
    today = DUE + timedelta(days=day)
    assert may_still_be_sent(rung=asked, due_on=DUE, today=today, pauses=pauses) is expected


@pytest.mark.parametrize("rung", LADDER, ids=lambda rung: str(rung.days))
def test_subject_names_the_loan_and_is_short(rung):
    # Whatever a subject may state, at its longest; any other variable is missing here.
    subject = rung.subject.format(reference="HL-7KQ2M9XD", due="30 September 2025", days=120)
    assert "HL-7KQ2M9XD" in subject
    assert len(subject) <= 70
