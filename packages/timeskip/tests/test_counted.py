"""One thing is not said as many."""

import pytest

from timeskip.counted import counted


@pytest.mark.parametrize(("number", "words"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories")])
def test_a_number_of_things(number: int, words: str) -> None:
    assert counted(number, "story", "stories") == words
