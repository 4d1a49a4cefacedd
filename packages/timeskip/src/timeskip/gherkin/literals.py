"""What a Cucumber expression says literally: a test that costs next to nothing, before the expression is compiled."""

import re

# What differs from use to use: a word in braces, what may be left out, words with a slash between them.
_OPTIONAL = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"\{[^}]*\}")
_GAP, _EDGE = "\0", "\1"
_ALTERNATIVES = re.compile(rf"[^\s{_EDGE}]*/[^\s{_EDGE}]*")


class Literals:
    """The literal parts of a Cucumber expression, in order; the first and the last may be empty."""

    def __init__(self, pattern: str) -> None:
        self._first, *self._inner, self._last = _parts(pattern)

    def may_be_in(self, text: str) -> bool:
        """Whether the expression can read a text: False only where it certainly does not."""
        if not (text.startswith(self._first) and text.endswith(self._last)):
            return False
        # A loop, because it runs for each phrase and step: a generator would take twice as long.
        for part in self._inner:  # noqa: SIM110
            if part not in text:
                return False
        return True


def _parts(pattern: str) -> list[str]:
    if "\\" in pattern:
        # What is escaped is rare, and not worth a second parser.
        return ["", ""]
    gaps = _WORD.sub(_EDGE, _OPTIONAL.sub(_GAP, pattern))
    parts = _ALTERNATIVES.sub(_GAP, gaps).replace(_EDGE, _GAP).split(_GAP)
    return parts if len(parts) > 1 else parts * 2
