"""Makes a story that ends in a breach as short and as simple as it can be."""

from collections.abc import Iterator, Sequence

from timeskip.explore.act import ToldAct
from timeskip.explore.beginning import Beginning
from timeskip.explore.processor import processor_seconds


class Reduction:
    """Leaves out acts, and then tells simpler ones, while the story still ends in a breach of the same kind.

    budget: processor seconds; what is left of a story then is its reduction.
    """

    def __init__(self, beginning: Beginning, kind: str, budget: float) -> None:
        self._beginning, self._kind = beginning, kind
        self._until = processor_seconds() + budget

    def of(self, acts: Sequence[ToldAct]) -> list[ToldAct]:
        """Return the reduced story; the same one where it does not end so when it is told from its beginning."""
        repeats, acts = self._fails(acts), list(acts)
        while repeats and (smaller := next(filter(self._fails, self._smaller(acts)), None)):
            acts = smaller
        return acts

    def _smaller(self, acts: list[ToldAct]) -> Iterator[list[ToldAct]]:
        size = len(acts) // 2
        while size:
            for start in range(len(acts) - size, -1, -size):
                yield acts[:start] + acts[start + size :]
            size //= 2
        for place, act in enumerate(acts):
            for number, simpler in enumerate(act.simpler):
                yield [*acts[:place], ToldAct(simpler, act.simpler[:number]), *acts[place + 1 :]]

    def _fails(self, acts: Sequence[ToldAct]) -> bool:
        if processor_seconds() >= self._until:
            return False
        breach = self._beginning.breach(acts)
        return breach is not None and breach.kind == self._kind
