"""The limit of sockets per person across processes."""

import pytest
from django.core.cache import cache
from freezegun import freeze_time

from users import slots


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def test_twenty_slots_per_person():
    claimed = [slots.claim(1) for _ in range(20)]
    assert len(set(claimed)) == 20
    assert None not in claimed
    assert slots.claim(1) is None
    assert slots.claim(2) is not None


def test_freed_slot_is_claimed_again():
    claimed = [slots.claim(1) for _ in range(20)]
    slots.free(claimed[7])
    assert slots.claim(1) == claimed[7]


def test_two_processes_get_different_slots(monkeypatch):
    # The other one claims between this one's look and its claim.
    monkeypatch.setattr(slots.cache, "get_many", lambda names: {})
    assert slots.claim(1) != slots.claim(1)


def test_unrenewed_slot_expires_after_five_minutes():
    with freeze_time("2025-03-03 09:00:00") as clock:
        claimed = [slots.claim(1) for _ in range(20)]
        clock.tick(240)
        slots.renew(claimed[0])
        clock.tick(59)
        assert slots.claim(1) is None
        clock.tick(2)
        again = [slots.claim(1) for _ in range(20)]
    assert again[-1] is None
    assert set(again[:-1]) == set(claimed[1:])


def test_without_a_cache_there_is_no_limit(monkeypatch, caplog):
    def down(*args, **kwargs):
        raise ConnectionError("no cache")

    monkeypatch.setattr(slots.cache, "get_many", down)
    monkeypatch.setattr(slots.cache, "delete", down)
    slot = slots.claim(1)
    assert slot is not None
    slots.free(slot)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
