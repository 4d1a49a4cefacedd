"""Reports: figures that are those of the books, that add up, and that stay."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from features.drivers.shown import shown
from features.invariants.books import Books, Step
from features.invariants.invariant import invariant

FLOWS = ("opening", "in", "out", "closing")


def _new(step: Step, kind: str) -> Iterator:
    return (report for report in step.new("reports") if report.kind == kind)


def _of(report, loans) -> list:
    """Those of these loans that a report is about: one BDM's, or the whole book."""
    return [loan for loan in loans if report.bdm_id in (None, loan.bdm_id)]


@invariant(
    "For every stage of a weekly report, opening plus in less out is closing, in number and amount.",
    reads="reports",
)
def weekly_figures_add_up(step: Step):
    for report in _new(step, "weekly_pipeline"):
        for row in report.figures["stages"]:
            for what in ("count", "amount"):
                opening, came, left, closing = (Decimal(row[flow][what]) for flow in FLOWS)
                if opening + came - left != closing:
                    yield f"{row['stage']}, {what}: {opening} + {came} - {left} is not {closing}"


@invariant(
    "A weekly report counts in each stage what the history of moves says.",
    reads="reports applications stage_events",
)
def weekly_figures_are_the_history(step: Step):
    for report in _new(step, "weekly_pipeline"):
        start, end = _moments(report)
        counted: Counter[tuple[str, str]] = Counter()
        for visits in _visits(step.after, _of(report, step.after.applications)):
            for stage, entered, left in visits:
                counted[stage, "opening"] += entered < start and (left is None or left >= start)
                counted[stage, "in"] += start <= entered < end
                counted[stage, "out"] += left is not None and start <= left < end
                counted[stage, "closing"] += entered < end and (left is None or left >= end)
        for row in report.figures["stages"]:
            for flow in FLOWS:
                if row[flow]["count"] != counted[row["stage"], flow]:
                    said = f"{row['stage']}, {flow}: {row[flow]['count']}"
                    yield f"{said} from {shown(report.first_day)}, not {counted[row['stage'], flow]}"


def _moments(report) -> tuple[datetime, datetime]:
    """The first moment of a report's period, and the first after it."""
    days = (report.first_day, report.last_day + timedelta(days=1))
    start, end = (datetime.combine(day, time(), timezone.get_current_timezone()) for day in days)
    return start, end


def _visits(books: Books, loans: list) -> Iterator[list[tuple[str, datetime, datetime | None]]]:
    """Of each loan its stages: from when it was there, and until when, if it has left."""
    moves = defaultdict(list)
    for event in books.stage_events:
        moves[event.application_id].append(event)
    for loan in loans:
        entries = [(event.to_stage, event.at) for event in moves[loan.pk]]
        if not entries or moves[loan.pk][0].from_stage:
            first = moves[loan.pk][0].from_stage if entries else loan.stage
            entries.insert(0, (first, loan.created_at))
        ends = [*(entered for _, entered in entries[1:]), None]
        yield [(stage, entered, left) for (stage, entered), left in zip(entries, ends, strict=True)]


@invariant(
    "The parts of a monthly report add up to the whole.",
    reads="reports",
)
def monthly_figures_add_up(step: Step):
    for report in _new(step, "monthly_compliance"):
        figures = report.figures
        due = figures["on_time"] + figures["late_cured"] + figures["unpaid"]
        if due != figures["due"]["count"] or min(figures["on_time"], figures["late_cured"]) < 0:
            yield f"{figures['due']['count']} repayments were due, and {due} are accounted for"
        arrears = sum((Decimal(bucket["arrears"]) for bucket in figures["arrears"]), Decimal(0))
        if arrears != Decimal(figures["book"]["arrears"]):
            yield f"{figures['book']['arrears']} are in arrears, and {arrears} in the buckets"


@invariant(
    "A monthly report says of repayments and arrears what the books held at its cutoff.",
    reads="reports applications repayments payments allocations",
)
def monthly_figures_are_the_books(step: Step):
    for report in _new(step, "monthly_compliance"):
        figures, recounted = report.figures, _recounted(step.after, report)
        said = {
            "due": figures["due"]["count"],
            "amount due": Decimal(figures["due"]["amount"]),
            "unpaid": figures["unpaid"],
            "collected": Decimal(figures["collected"]),
            "loans that owe": figures["book"]["count"],
            "arrears": Decimal(figures["book"]["arrears"]),
        }
        for what, figure in said.items():
            if figure != recounted[what]:
                yield f"{what}: {figure} from {shown(report.first_day)}, not {recounted[what]}"


def _recounted(books: Books, report) -> dict[str, Decimal | int]:
    _, end = _moments(report)
    own = {
        loan.pk
        for loan in _of(report, books.applications)
        if loan.stage == "funded" and loan.stage_since < end
    }
    paid = _paid_by(books, report.last_day, report.cutoff)
    kept = [one for one in books.repayments if one.application_id in own and not one.cancelled]
    owed = {one: one.principal + one.interest - paid[one.pk] for one in kept}
    due = [one for one in kept if report.first_day <= one.due_date <= report.last_day]
    asked = sum((one.principal + one.interest for one in due), Decimal(0))
    late = (owed[one] for one in kept if owed[one] > 0 and one.due_date < report.last_day)
    return {
        "due": len(due),
        "amount due": asked,
        "unpaid": sum(owed[one] > 0 for one in due),
        "collected": asked - sum((owed[one] for one in due), Decimal(0)),
        "loans that owe": len({one.application_id for one in kept if owed[one] > 0}),
        "arrears": sum(late, Decimal(0)),
    }


def _paid_by(books: Books, day: date, cutoff: datetime) -> dict[int, Decimal]:
    """What each repayment was paid by a day and recorded by the cutoff."""
    known = [one for one in books.payments if one.value_date <= day and one.recorded_at <= cutoff]
    return books.paid_through("repayment_id", known)


@invariant(
    "A new version of a report says something else than the one before.",
    reads="reports",
)
def a_new_version_says_something_else(step: Step):
    scopes = defaultdict(dict)
    for report in step.after.reports:
        scopes[report.kind, report.first_day, report.bdm_id][report.version] = report
    for report in step.new("reports"):
        before = scopes[report.kind, report.first_day, report.bdm_id].get(report.version - 1)
        if before is not None and before.figures == report.figures:
            yield f"version {report.version} from {shown(report.first_day)} says what was said before"


@invariant(
    "A report on the whole book is the sum of the BDMs' reports.",
    reads="reports applications",
)
def the_whole_is_the_sum(step: Step):
    parts = defaultdict(list)
    for report in step.new("reports"):
        parts[report.kind, report.first_day, report.version].append(report)
    for (kind, first_day, version), reports in parts.items():
        own = [report for report in reports if report.bdm_id is not None]
        whole = [report for report in reports if report.bdm_id is None]
        # Of a restatement those are new that say something else.
        if version > 1 or not whole or not own:
            continue
        total, counts = _size(kind, whole[0].figures), [_size(kind, report.figures) for report in own]
        if total != sum(counts):
            yield f"{total} from {shown(first_day)}, and the BDMs have {sum(counts)}"


def _size(kind: str, figures: dict) -> int:
    """How many applications, or repayments, a report is about."""
    if kind == "weekly_pipeline":
        return sum(row["closing"]["count"] for row in figures["stages"])
    return figures["due"]["count"]


@invariant(
    "The figures of a report never change: a restatement is a new version.",
    reads="reports",
)
def figures_stay(step: Step):
    now = step.after.by_id("reports")
    for report in step.before.reports:
        row = now.get(report.pk)
        if row is not None and (row.figures, row.cutoff) != (report.figures, report.cutoff):
            yield f"the report from {shown(report.first_day)} was changed"
