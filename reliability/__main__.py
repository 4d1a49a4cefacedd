"""Faults on real processes, each at random moments of a morning's reminders and a file of payments.

Writes docs/reliability.md where all of them ran, with as many trials as it asks for.
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
    parser.add_argument("--fault", help="only those whose name has this in it")
    parser.add_argument("--trials", type=int, default=TRIALS)
    parser.add_argument("--repayments", type=int, default=REPAYMENTS)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--seed", type=int, default=None, help="repeats the moments of another run")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"Seed {seed}: --seed {seed} draws the same moments.")
    LOGS.mkdir(parents=True, exist_ok=True)
    # Whoever ends it ends what it has started.
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
    return 1 if any(row.books.lost or row.books.doubled for _, row in rows) else 0


def _run(rig: Rig, options: argparse.Namespace, seed: int) -> Iterator[tuple]:
    import django

    django.setup()

    import reliability.twice  # noqa: F401 this process publishes, too
    from reliability.faults import FAULTS
    from reliability.mail import Mail
    from reliability.scene import Scene
    from timeskip.clocks import clock_named
    from timeskip.moments import as_utc
    from timeskip.stacks.real.clock import SharedClock
    from timeskip.stacks.real.database import Tables
    from timeskip.story import BEGINS

    clock = SharedClock(clock_named("freezegun"), Path(rig.addresses.clock))
    tables = Tables()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    mail = Mail(rig.addresses.mail)
    mail.start()
    rig.work()
    clock.start(as_utc(BEGINS))
    try:
        for fault in FAULTS:
            if options.fault and options.fault not in fault.name:
                continue
            chance = random.Random(f"{seed} {fault.name}")  # noqa: S311 an order is no secret
            scene = Scene(rig, mail, clock, tables, chance, options.repayments, options.lines)
            with scene.resources:
                row = fault.run(fault, scene, options.trials)
            print(_line(fault, row), flush=True)
            yield fault, row
    finally:
        clock.stop()
        mail.stop()


def _line(fault, row) -> str:
    books = row.books
    return (
        f"{fault.name}: {row.times} times, lost {books.lost}, doubled {books.doubled}, "
        f"resent as unknown {books.mails_again}, given up {books.mails_failed}, "
        f"whole after {row.simulated} on the clock, {row.seconds:.0f} s; {row.note}; {books}"
    )


if __name__ == "__main__":
    sys.exit(main())
