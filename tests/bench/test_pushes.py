"""The figures of one push, from the times at which it was sent, served and heard."""

import pytest

from bench.sockets.pushes import FIGURES, delays, most_waiting, ratio

MS = 1_000_000  # nanoseconds
PUSH = {
    "began": 0,
    "processor": 0.012,
    "server": 0.006,
    "sent": {"a": 10 * MS, "b": 11 * MS, "c": 12 * MS},
    "served": {"a": 11.5 * MS, "b": 13 * MS, "c": 14 * MS},
    "heard": {"a": 12 * MS, "b": 14 * MS, "c": 15 * MS},
}


def test_delays_are_counted_from_the_send_of_each():
    assert sorted(delays(PUSH, "heard")) == [2, 3, 3]
    assert sorted(delays(PUSH, "served")) == [1.5, 2, 2]


def test_a_push_waits_from_its_send_until_it_is_served():
    # a waits alone; b comes before a is served; when c comes, a is served.
    assert most_waiting(PUSH) == 2


def test_nothing_waits_beside_a_push_that_is_served_at_once():
    assert most_waiting({"sent": {"a": 1, "b": 3}, "served": {"a": 2, "b": 4}}) == 1


@pytest.mark.parametrize(
    ("what", "figure"),
    [
        ("pushes a second, rows and commit and all", 200),
        ("delay of a push, median, ms", 3),
        ("processor time of the sender, ms a push", 4),
        ("processor time of the web process, ms a push", 2),
        ("pushes that wait in the web process, most", 2),
    ],
)
def test_figures(what, figure):
    assert FIGURES[what](PUSH) == pytest.approx(figure)


def test_ratio_is_the_median_of_the_rounds_own_ratios():
    assert ratio([1, 20, 3], [1, 2, 1]) == 3
