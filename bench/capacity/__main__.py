"""`make capacity`: what a lender with a million loans needs, calculated and simulated from measured costs.

Writes the tables of docs/scale.md anew. `python -m bench.capacity.measure` measures the costs anew.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.capacity.costs import Costs
from bench.capacity.lender import Lender, Machines
from bench.capacity.lower_bounds import least_time, night, opening
from bench.capacity.morning import Morning, Outcome

DOCUMENT = Path(__file__).parents[2] / "docs" / "scale.md"
# A table stands between `<!-- table -->` and `<!-- end of table -->`.
TABLE = re.compile("(<!-- table -->\n).*?(<!-- end of table -->)", re.DOTALL)
# As in the Procfile, without processes for what is urgent.
PROCFILE = Machines(bulk=2, mail=4, urgent=0, web=2)
ROOMY = Machines(bulk=8, mail=32)
SIZES = (
    PROCFILE,
    Machines(bulk=4, mail=8),
    Machines(bulk=8, mail=16),
    ROOMY,
    Machines(bulk=8, mail=32, emails_a_second=1_000),
    Machines(bulk=16, mail=64, emails_a_second=1_000),
)
LOANS = (10_000, 100_000, 1_000_000)
WEB = (2, 4, 8)


def main() -> None:
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(), Costs.from_file()))


def with_tables(text: str, costs: Costs) -> str:
    """Return the document with each of its tables made anew."""
    made = tables(costs)
    return TABLE.sub(lambda found: "{1}\n{0}\n\n{2}".format("\n".join(next(made)), *found.groups()), text)


def tables(costs: Costs) -> Iterator[Iterable[str]]:
    """Each table of docs/scale.md, line by line."""
    yield _units(costs)
    yield _mornings(costs, [(Lender(), machines) for machines in SIZES])
    yield _mornings(costs, [(Lender(loans=loans), ROOMY) for loans in LOANS])
    yield _nights(costs)
    yield _tabs(costs)


def _units(costs: Costs) -> Iterator[str]:
    yield "| one unit | worker, ms | PostgreSQL, ms | Redis, ms |"
    yield "| --- | --- | --- | --- |"
    for name in ("reminder", "push", "email", "snapshot", "message"):
        cost = getattr(costs, name)
        what = type(costs).__dataclass_fields__[name].metadata["is"]
        yield f"| {what} | {_ms(cost.worker)} | {_ms(cost.database)} | {_ms(cost.redis)} |"


def _mornings(costs: Costs, cases: list[tuple[Lender, Machines]]) -> Iterator[str]:
    yield (
        "| loans | reminders | bulk, mail, urgent | e-mails a second | all written | all sent | at least | "
        "busiest part | connections | wait for a document | wait for a push |"
    )
    yield "| --- " * 11 + "|"
    for lender, machines in cases:
        outcome = Morning(lender, machines, costs).run()
        pools = f"{machines.bulk}, {machines.mail}, {machines.urgent}"
        yield (
            f"| {lender.loans:,} | {lender.reminders:,} | {pools} | {machines.emails_a_second:g} "
            f"| {_span(outcome.written)} | {_span(outcome.sent)} "
            f"| {_span(least_time(lender, machines, costs))} | {_busiest(outcome)} | {machines.connections} "
            f"| {outcome.urgent_wait:.1f} s | {outcome.push_wait * 1000:.0f} ms |"
        )


def _nights(costs: Costs) -> Iterator[str]:
    yield "| loans | arrears of a night |"
    yield "| --- | --- |"
    for loans in LOANS:
        yield f"| {loans:,} | {_span(night(Lender(loans=loans), costs))} |"


def _tabs(costs: Costs) -> Iterator[str]:
    yield "| tabs | web processes | memory a process | all open again after a restart |"
    yield "| --- | --- | --- | --- |"
    lender = Lender()
    for web in WEB:
        memory = lender.tabs * costs.bytes_a_socket / web / 2**20
        yield f"| {lender.tabs:,} | {web} | {memory:,.0f} MiB more | {_span(opening(lender, web, costs))} |"


def _busiest(outcome: Outcome) -> str:
    name, share = max(outcome.busy.items(), key=lambda each: each[1])
    return f"{name}, {share:.0%}"


def _span(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.3f}"


if __name__ == "__main__":
    main()
