"""Makes a story that ends in a breach as short and as simple as it can be."""

from collections.abc import Iterator, Sequence

from timeskip.explore.act import Told
from timeskip.explore.processor import processor_seconds
from timeskip.explore.retelling import Retelling


class Reduction:
    """Leaves out acts, and then tells simpler ones, while the story still ends in a breach of the same kind.

    budget: processor seconds; what is left of a story then is its reduction.
    repeats: whether the story ended so when it was told from its beginning.
    """

    def __init__(self, retelling: Retelling, kind: str, budget: float) -> None:
        self._retelling, self._kind = retelling, kind
        self._until = processor_seconds() + budget
        self.repeats = False

    def of(self, acts: Sequence[Told]) -> list[Told]:
        """Return the reduced story."""
        self.repeats = self._fails(acts)
        acts = list(acts)
        while self.repeats and (smaller := next(filter(self._fails, self._smaller(acts)), None)):
            acts = smaller
        return acts

    def _smaller(self, acts: list[Told]) -> Iterator[list[Told]]:
        size = len(acts) // 2
        while size:
            for start in range(len(acts) - size, -1, -size):
                yield acts[:start] + acts[start + size :]
            size //= 2
        for place, act in enumerate(acts):
            for number, simpler in enumerate(act.simpler):
                yield [*acts[:place], Told(simpler, act.simpler[:number]), *acts[place + 1 :]]

    def _fails(self, acts: Sequence[Told]) -> bool:
        if processor_seconds() >= self._until:
            return False
        breach = self._retelling.breach(acts)
        return breach is not None and breach.kind == self._kind
