"""By what address each thing on the page is known: from its words, so that links stay as they are."""

import re
import unicodedata
from collections import Counter

LONGEST = 90  # characters


def slug(text: str) -> str:
    """Words as a part of an address: in-small-letters-of-any-script, without accents."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-") or "x"


class Addresses:
    """Gives each thing an address that no other has."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, *names: str) -> str:
        """The first of these that is still free; where none is, the last with a number."""
        name = next((name for name in names if not self._given[name]), names[-1])
        self._given[name] += 1
        return name if self._given[name] == 1 else f"{name}--{self._given[name]}"
