"""The timeline of a scenario."""

from freezegun import freeze_time

from features.support.evidence import Evidence


def test_what_repeats_itself_is_counted_and_nothing_else_is():
    evidence = Evidence()
    for hour in (9, 10, 11):
        with freeze_time(f"2025-03-03 {hour}:00+11:00"):
            evidence.task("sweep", "SUCCESS", {"due": 0})
    with freeze_time("2025-03-03 12:00+11:00"):
        evidence.task("sweep", "SUCCESS", {"due": 1})
    assert evidence.timeline().splitlines() == [
        "Mon 03 Mar 2025 09:00:00  task          sweep: SUCCESS {'due': 0}"
        "  (and 2 times more, until Mon 03 Mar 2025 11:00:00)",
        "Mon 03 Mar 2025 12:00:00  task          sweep: SUCCESS {'due': 1}",
    ]


def test_nothing_is_said_so():
    assert Evidence().timeline() == "Nothing has happened yet."
