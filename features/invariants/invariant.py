"""An invariant: a sentence of the business that holds after every step, and what finds its breaches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from features.invariants.books import Step

Find = Callable[[Step], Iterable[str]]


@dataclass(frozen=True)
class Invariant:
    """`find` yields a sentence for each row that breaks it; it looks at nothing but what `reads` names."""

    name: str
    sentence: str
    section: str
    reads: tuple[str, ...]
    find: Find


INVARIANTS: list[Invariant] = []


def invariant(sentence: str, *, section: str, reads: str) -> Callable[[Find], Find]:
    """Declare an invariant: what is so, the section of the domain, and what of the books it reads."""

    def declare(find: Find) -> Find:
        INVARIANTS.append(Invariant(find.__name__, sentence, section, tuple(reads.split()), find))
        return find

    return declare
