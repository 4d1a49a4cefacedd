"""Who tells which scenario: dealt one by one to workers, or all at once to shards."""

import hashlib
from collections.abc import Mapping, Sequence
from statistics import median

from timeskip.behave.parallel.items import Container, Item
from timeskip.behave.parallel.options import Shard

# Of a worker's share of the run: a scenario that takes longer is dealt before all others.
LONG = 0.01


def in_dealing_order(items: Sequence[Item], times: Mapping[str, float], workers: int) -> list[Item]:
    """Return the long scenarios first, the longest before the others, then the rest in the order of the run.

    At the end of a run workers wait for each other for as long as the last scenarios take, so these are short. The
    rest keeps its order, so that features finish, and are reported, one after another.
    """
    least = LONG * sum(times.get(item.key, 0) for item in items) / workers
    long = [item for item in items if times.get(item.key, 0) > least]
    ids = set(map(id, long))
    rest = [item for item in items if id(item) not in ids]
    return [*sorted(long, key=lambda item: -times[item.key]), *rest]


class Dealer:
    """Deals scenarios to workers, which are numbered from 0.

    `by_feature`: a worker is given scenarios of the feature that it is in while there are any, because entering
    another runs hooks.
    """

    def __init__(self, items: Sequence[Item], *, by_feature: bool = False) -> None:
        self._left = list(items)
        self._by_feature = by_feature
        self._inside: dict[int, tuple[Container, ...]] = {}

    def next(self, worker: int) -> Item | None:
        """Return the next scenario of a worker; None where nothing is left for it."""
        if not self._left:
            return None
        item = self._nearest(worker) if self._by_feature else self._left[0]
        self._left.remove(item)
        self._inside[worker] = item.containers
        return item

    def is_empty(self) -> bool:
        """Whether nothing is left for anybody."""
        return not self._left

    def stop(self) -> None:
        """Deal no more."""
        self._left.clear()

    def _nearest(self, worker: int) -> Item:
        own = self._inside.pop(worker, ())
        taken = {inside[0] for inside in self._inside.values()}
        # The first of the least: of the same rule, of the same feature, of a feature in which nobody is.
        return min(
            self._left,
            key=lambda item: (item.containers != own, item.containers[:1] != own[:1], item.containers[0] in taken),
        )


class FixedDealer(Dealer):
    """Deals by the order and the number of workers alone, not by their speed: a seed repeats it."""

    def __init__(self, items: Sequence[Item], workers: int) -> None:
        super().__init__(())
        self._queues = [list(items[number::workers]) for number in range(workers)]

    def next(self, worker: int) -> Item | None:
        queue = self._queues[worker]
        return queue.pop(0) if queue else None

    def is_empty(self) -> bool:
        return not any(self._queues)

    def stop(self) -> None:
        for queue in self._queues:
            queue.clear()


def shards_of(items: Sequence[Item], times: Mapping[str, float], count: int) -> list[list[Item]]:
    """Divide a run into `count` parts that take about as long; each keeps the order of the run.

    The longest is dealt first, to the part that has least to do. A scenario without a time counts as the median, so
    without any times they are dealt in turns, and every machine deals alike.
    """
    usual = median(times[item.key] for item in known) if (known := [one for one in items if one.key in times]) else 1.0
    seconds = [times.get(item.key, usual) for item in items]
    loads = [0.0] * count
    owner: dict[int, int] = {}
    for index in sorted(range(len(items)), key=lambda index: -seconds[index]):
        number = loads.index(min(loads))
        owner[index] = number
        loads[number] += seconds[index]
    return [[item for index, item in enumerate(items) if owner[index] == number] for number in range(count)]


def deal_of(shards: Sequence[Sequence[Item]]) -> str:
    """Return a short name of a division: machines that dealt alike have the same."""
    text = "\n\n".join("\n".join(item.key for item in shard) for shard in shards)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def part_of(items: Sequence[Item], shard: Shard, times: Mapping[str, float]) -> tuple[list[Item], str]:
    """Return the scenarios of one shard, and the name of the division."""
    shards = shards_of(items, times, shard.count)
    return shards[shard.number - 1], deal_of(shards)
