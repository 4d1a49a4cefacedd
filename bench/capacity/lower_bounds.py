"""What work takes if the part that has most to do is busy all the time: a floor under any simulation."""

from bench.capacity.costs import Cost, Costs
from bench.capacity.lender import Lender, Machines
from bench.capacity.morning import EMAILS_A_TASK, REMINDERS_A_TASK


def least_time(lender: Lender, machines: Machines, costs: Costs) -> float:
    """Seconds from 07:00 until the last reminder's e-mail has left."""
    tasks = lender.reminders / REMINDERS_A_TASK + lender.reminders / EMAILS_A_TASK
    whole = [
        (costs.reminder, lender.reminders),
        (costs.push, lender.reminders),
        (costs.email, lender.reminders),
    ]
    work = [*whole, (costs.message, tasks)]
    in_workers = sum((cost.worker + cost.database + cost.redis) * units for cost, units in work)
    in_workers += lender.reminders * machines.answer
    return max(
        in_workers / (machines.bulk + machines.mail),
        _database(work) / machines.database_cores,
        sum(cost.redis * units for cost, units in work),
        lender.reminders / machines.emails_a_second,
    )


def night(lender: Lender, costs: Costs) -> float:
    """Seconds from 01:00 until every loan has its snapshot: one worker waits for one statement."""
    return lender.loans * (costs.snapshot.worker + costs.snapshot.database)


def opening(lender: Lender, web: int, costs: Costs) -> float:
    """Seconds until every tab is open again after all web processes have been restarted at once."""
    return lender.tabs * costs.web_open / web


def _database(work: list[tuple[Cost, float]]) -> float:
    return sum(cost.database * units for cost, units in work)
