"""The table: medians in milliseconds, and their ratios."""

from dataclasses import dataclass
from statistics import median

from bench.variants import BEHAVE_DJANGO, FLOOR, PYTEST, SUITE, VARIANTS, Variant


@dataclass(frozen=True, kw_only=True)
class Target:
    """A goal of the suite: `slower` takes at most, or at least, so many times as long."""

    slower: Variant
    faster: Variant
    at_most: float | None = None
    at_least: float | None = None

    def reached_by(self, ratio: float) -> bool:
        return ratio <= self.at_most if self.at_least is None else ratio >= self.at_least

    def __str__(self) -> str:
        bound = f"at most {self.at_most:g}" if self.at_least is None else f"at least {self.at_least:g}"
        return f"{self.slower.name} / {self.faster.name}: {bound}"


TARGETS = (
    Target(slower=SUITE, faster=FLOOR, at_most=1.25),
    Target(slower=PYTEST, faster=SUITE, at_least=4),
    Target(slower=BEHAVE_DJANGO, faster=SUITE, at_least=25),
)


class Report:
    """`times` holds, per variant, a list of seconds for each round; the rounds of all variants alternate."""

    def __init__(self, times: dict[Variant, list[list[float]]]) -> None:
        self._times = times
        self._medians = {variant: [median(one) for one in rounds] for variant, rounds in times.items()}

    def __str__(self) -> str:
        return "\n".join([*self._table(), "", *self._targets()])

    def ratio(self, slower: Variant, faster: Variant) -> float:
        """How many times as long, within each round: the machine's load changes between rounds."""
        rounds = zip(self._medians[slower], self._medians[faster], strict=True)
        return median(one / other for one, other in rounds)

    def ratio_of_fastest(self, slower: Variant, faster: Variant) -> float:
        """The same ratio for the fastest repetitions, which other processes disturbed least."""
        return self._fastest(slower) / self._fastest(faster)

    def _fastest(self, variant: Variant) -> float:
        return min(min(one) for one in self._times[variant])

    def _table(self) -> list[str]:
        head = (
            f"{'ms per scenario':<32}{'times':>9}{'median':>9}{'/ floor':>9}{'fastest':>9}   medians by round"
        )
        return [head, "-" * len(head), *(self._row(variant) for variant in VARIANTS)]

    def _row(self, variant: Variant) -> str:
        rounds = self._times[variant]
        middle = median(seconds for one in rounds for seconds in one)
        times = f"{len(rounds)}×{variant.repetitions}"
        by_round = "  ".join(f"{one * 1000:.1f}" for one in self._medians[variant])
        return (
            f"{variant.name:<32}{times:>9}{middle * 1000:>9.1f}{self.ratio(variant, FLOOR):>9.2f}"
            f"{self._fastest(variant) * 1000:>9.1f}   {by_round}"
        )

    def _targets(self) -> list[str]:
        head = f"{'target':<74}{'medians':>9}{'fastest':>9}"
        return [head, "-" * len(head), *(self._verdict(target) for target in TARGETS)]

    def _verdict(self, target: Target) -> str:
        ratio = self.ratio(target.slower, target.faster)
        fastest = self.ratio_of_fastest(target.slower, target.faster)
        verdict = "reached" if target.reached_by(ratio) else "missed"
        return f"{target!s:<74}{ratio:>9.2f}{fastest:>9.2f}   {verdict}"
