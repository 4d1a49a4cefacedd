"""What finds a bug: each bug is put in by itself, in a copy of the tree, and the table is written anew."""

import argparse
import sys

from bench.bugs.bug import Bug
from bench.bugs.explored import DEPTHS, explorer_speaks
from bench.bugs.listener import FEATURES, INVARIANTS
from bench.bugs.nine import NINE
from bench.bugs.run import RunError, features_speak, scratch_copy
from bench.bugs.table import COLUMNS, keep
from bench.bugs.twenty import TWENTY

BUGS = (*NINE, *TWENTY)
SECONDS = 600
MINUTES = 20


def chosen(words: list[str]) -> list[Bug]:
    """The bugs with any of these words in their names; without words all. Raises SystemExit for none."""
    found = [bug for bug in BUGS if not words or any(word in bug.name for word in words)]
    if not found:
        sys.exit(f"No bug is called so. There are: {', '.join(bug.name for bug in BUGS)}.")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.bugs", description=__doc__)
    parser.add_argument("names", nargs="*", help="words of bugs' names; by default all bugs")
    parser.add_argument("--columns", nargs="+", choices=COLUMNS, default=[FEATURES, INVARIANTS])
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for a bug and a run, at most")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="of random stories")
    options = parser.parse_args()
    listening = set(options.columns) & {FEATURES, INVARIANTS}
    with scratch_copy() as tree:
        for bug in chosen(options.names):
            heard = {}
            with bug.put_in(tree):
                try:
                    if listening:
                        heard |= features_speak(bug, tree, columns=listening, seconds=options.seconds)
                    for column in [one for one in options.columns if one in DEPTHS]:
                        heard[column] = explorer_speaks(
                            bug, tree, column, minutes=options.minutes, seconds=options.seconds
                        )
                except RunError as error:
                    print(f"{bug.name}: {error}", file=sys.stderr)
                    return 1
            keep(bug, heard, BUGS)
            print(
                f"{bug.name}: {'; '.join(f'{column} {said}' for column, said in heard.items())}", flush=True
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
