"""Says how far a demo has come, and how long it will take: a bar in a terminal, elsewhere ten lines."""

import time
from types import TracebackType
from typing import Self, TextIO

from tqdm import tqdm

LINES = 10  # where there is no terminal


class Progress:
    """Counts days. Time left is estimated from the days that this run has played."""

    def __init__(self, days: int, *, played: int, output: TextIO) -> None:
        self._days, self._before, self._output = days, played, output
        self._played = played
        self._began = time.perf_counter()
        # Without tqdm's own rate, because the clock is that of the demo.
        self._bar = tqdm(
            total=days,
            initial=played,
            disable=not output.isatty(),
            file=output,
            bar_format="{percentage:3.0f}%|{bar}| day {n_fmt} of {total_fmt}{postfix}",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.close()

    def day(self) -> None:
        """Count one day more."""
        self._played += 1
        left = self._left()
        self._bar.set_postfix_str(left, refresh=False)
        self._bar.update()
        is_round = self._played * LINES // self._days > (self._played - 1) * LINES // self._days
        if self._bar.disable and is_round:
            self._output.write(f"Day {self._played} of {self._days}{left and ', '}{left}\n")
            self._output.flush()

    def _left(self) -> str:
        if self._played == self._days:
            return ""
        took = time.perf_counter() - self._began
        seconds = took / (self._played - self._before) * (self._days - self._played)
        return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"
