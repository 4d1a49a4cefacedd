"""Reports: figures that add up, and that stay."""

from features.drivers.shown import shown
from features.invariants.books import Step
from features.invariants.invariant import invariant


@invariant(
    "For every stage of a weekly report, opening plus in less out is closing.",
    section="Reports",
    reads="reports",
)
def weekly_figures_add_up(step: Step):
    for report in step.new("reports"):
        if report.kind != "weekly_pipeline":
            continue
        for row in report.figures["stages"]:
            opening, came, left, closing = (row[key]["count"] for key in ("opening", "in", "out", "closing"))
            if opening + came - left != closing:
                yield f"{row['stage']}: {opening} + {came} - {left} is not {closing}"


@invariant(
    "The figures of a report never change: a restatement is a new version.",
    section="Reports",
    reads="reports",
)
def figures_stay(step: Step):
    now = step.after.by_id("reports")
    for report in step.before.reports:
        row = now.get(report.pk)
        if row is not None and (row.figures, row.cutoff) != (report.figures, report.cutoff):
            yield f"the report from {shown(report.first_day)} was changed"
