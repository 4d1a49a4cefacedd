"""An invariant: a sentence of the business that holds after every step, and what finds its breaches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from features.invariants.books import Step

Find = Callable[[Step], Iterable[str]]


@dataclass(frozen=True)
class Invariant:
    """`find` yields a sentence for each row that breaks it; it looks at nothing but what `reads` names."""

    name: str
    file: str
    sentence: str
    reads: tuple[str, ...]
    find: Find


INVARIANTS: list[Invariant] = []


def invariant(sentence: str, *, reads: str) -> Callable[[Find], Find]:
    """Declare an invariant: what is so, and what of the books it reads."""

    def declare(find: Find) -> Find:
        file = f"{find.__module__.replace('.', '/')}.py"
        INVARIANTS.append(Invariant(find.__name__, file, sentence, tuple(reads.split()), find))
        return find

    return declare
