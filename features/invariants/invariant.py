"""An invariant: a sentence of the business that holds after every step, and what finds its breaches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from features.invariants.books import Step

Find = Callable[[Step], Iterable[str]]


@dataclass(frozen=True)
class Invariant:
    """`find` yields a sentence for each row that breaks it.

    It looks at nothing but what it `reads` and `names`, and runs where something that it reads has changed.
    What it `names` it looks at only then: what those rows are called, and what belongs to them.
    """

    name: str
    file: str
    sentence: str
    reads: tuple[str, ...]
    names: tuple[str, ...]
    find: Find


INVARIANTS: list[Invariant] = []


def invariant(sentence: str, *, reads: str, names: str = "") -> Callable[[Find], Find]:
    """Declare an invariant: what is so, what of the books it reads, and what it looks at only then."""

    def declare(find: Find) -> Find:
        file = f"{find.__module__.replace('.', '/')}.py"
        tables = tuple(reads.split()), tuple(names.split())
        INVARIANTS.append(Invariant(find.__name__, file, sentence, *tables, find))
        return find

    return declare
