"""Injects faults into live processes at random moments of a morning's work, then reconciles.

A complete run (every fault, TRIALS times or more) writes docs/reliability.md. The exit code is 1 if anything
is lost or duplicated.
"""

import argparse
import logging
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from reliability.rig import SETTINGS, Rig

ROOT = Path(__file__).parents[1]
LOGS = ROOT / "reports" / "reliability"
TRIALS = 20
REPAYMENTS = LINES = 2_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fault", help="only faults whose name contains this")
    parser.add_argument("--trials", type=int, default=TRIALS)
    parser.add_argument("--repayments", type=int, default=REPAYMENTS)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--seed", type=int, default=None, help="repeats the random moments of another run")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"Seed {seed}: --seed {seed} repeats its moments.")
    LOGS.mkdir(parents=True, exist_ok=True)
    # So that the processes are stopped on SIGTERM too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    rig = Rig(LOGS)
    try:
        os.environ.update(rig.open())
        rows = list(_run(rig, options, seed))
    finally:
        rig.close()
    complete = not options.fault and options.trials >= TRIALS and options.repayments >= REPAYMENTS
    if complete and options.lines >= LINES:
        from reliability.report import write

        write(ROOT / "docs" / "reliability.md", rows, seed, options.repayments, options.lines)
    return 1 if any(row.findings.lost or row.findings.duplicated for _, row in rows) else 0


def _run(rig: Rig, options: argparse.Namespace, seed: int) -> Iterator[tuple]:
    import django

    django.setup()

    import reliability.publish_twice  # noqa: F401 this process publishes tasks too
    from reliability.faults import FAULTS
    from reliability.mail import MailServer
    from reliability.target import Target
    from timeskip.clocks import clock_named
    from timeskip.moments import as_utc
    from timeskip.stacks.real.clock import SharedClock
    from timeskip.stacks.real.database import Tables
    from timeskip.story import BEGINS

    clock = SharedClock(clock_named("freezegun"), Path(rig.addresses.clock))
    tables = Tables()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    mail = MailServer(rig.addresses.mail)
    mail.start()
    rig.start_workers()
    clock.start(as_utc(BEGINS))
    try:
        for fault in FAULTS:
            if options.fault and options.fault not in fault.name:
                continue
            chance = random.Random(f"{seed} {fault.name}")  # noqa: S311 an order is no secret
            target = Target(rig, mail, clock, tables, chance, options.repayments, options.lines)
            with target.resources:
                row = fault.run(fault, target, options.trials)
            print(_line(fault, row), flush=True)
            yield fault, row
    finally:
        clock.stop()
        mail.stop()


def _line(fault, row) -> str:
    findings = row.findings
    return (
        f"{fault.name}: {row.times} times, lost {findings.lost}, duplicated {findings.duplicated}, "
        f"sent again {findings.emails_resent}, given up {findings.emails_failed}, "
        f"recovered after {row.simulated} on the clock, {row.seconds:.0f} s; {row.note}; {findings}"
    )


if __name__ == "__main__":
    sys.exit(main())
