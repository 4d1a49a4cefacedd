"""Where the bars, lines and axes of a chart are."""

from decimal import Decimal

import pytest

from applications.reports.key_figures import Unit
from workspace.charts import BOTTOM, LEFT, RIGHT, TOP, bars, line, short


def test_bars_are_as_long_as_their_figures():
    chart = bars("Loans", Unit.NUMBER, [("a", 4), ("b", 1), ("c", None)])
    long, short_one, missing = chart.bars
    assert (long.width / short_one.width, missing.width) == (4, 0)
    assert [bar.value for bar in chart.bars] == ["4", "1", "–"]
    assert chart.summary == "Loans: a 4, b 1, c –"


@pytest.mark.parametrize(
    ("largest", "axis"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (7, ["0", "2", "4", "6", "8"]),
        (683_000, ["0", "200k", "400k", "600k", "800k"]),
        (1_300_000, ["0", "500k", "1m", "1.5m"]),
    ],
)
def test_an_axis_has_few_round_numbers_and_holds_the_largest(largest, axis):
    assert [tick.label for tick in bars("Loans", Unit.NUMBER, [("a", largest)]).ticks] == axis


def test_a_bar_ends_where_its_figure_is_on_the_axis():
    chart = bars("Loans", Unit.NUMBER, [("a", 4)])
    assert chart.ticks[-1].at - chart.ticks[0].at == chart.bars[0].width


def test_bars_without_figures():
    assert bars("Loans", Unit.NUMBER, []).bars == []


def test_a_line_is_interrupted_where_a_figure_is_missing():
    chart = line(
        "Rate", Unit.PERCENT, [("a", Decimal(100)), ("b", None), ("c", Decimal(0)), ("d", Decimal(50))]
    )
    assert len(chart.points) == 3
    assert [len(path.split()) for path in chart.paths] == [1, 2]
    assert (chart.points[0].x, chart.points[0].y) == (LEFT, TOP)
    assert (chart.points[-1].x, chart.points[1].y) == (RIGHT, BOTTOM)


def test_the_newest_period_is_always_named():
    chart = line("Loans", Unit.NUMBER, [(f"{number} Mar", number) for number in range(1, 13)])
    assert [label.label for label in chart.labels] == ["3 Mar", "6 Mar", "9 Mar", "12 Mar"]


def test_one_point_is_a_line_too():
    assert len(line("Loans", Unit.NUMBER, [("3 Mar", 2)]).points) == 1


def test_short():
    assert [short(1_500_000, Unit.DOLLARS), short(40, Unit.PERCENT), short(999, Unit.NUMBER)] == [
        "$1.5m",
        "40 %",
        "999",
    ]
