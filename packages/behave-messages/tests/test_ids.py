"""Ids are short, and each is another."""

from behave_messages.ids import Ids


def test_ids_count_in_base_36():
    ids = Ids()
    found = [ids.get_next_id() for _ in range(50_000)]
    assert [found[number] for number in (0, 9, 10, 35, 36, 46_655, 46_656)] == [
        *("0", "9", "a", "z", "10", "zzz", "1000")
    ]
    assert len(set(found)) == len(found)
