"""The address of each thing on the page, made from its title so that links stay valid."""

import re
import unicodedata
from collections import Counter

LONGEST = 90  # characters


def slug(text: str) -> str:
    """Text as a part of an address: lower case letters of any script, without accents, joined by hyphens."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-") or "x"


class Addresses:
    """Gives each thing an address of its own."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, *names: str) -> str:
        """The first of these names that is free, otherwise the last one with a number."""
        name = next((name for name in names if not self._given[name]), names[-1])
        self._given[name] += 1
        return name if self._given[name] == 1 else f"{name}--{self._given[name]}"
