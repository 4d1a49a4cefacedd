"""Who tells which scenario: long ones first, features where hooks are, and shards that every machine deals alike."""

from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("behave_django")

from timeskip.behave.parallel import times
from timeskip.behave.parallel.dealing import Dealer, FixedDealer, deal_of, in_dealing_order, part_of, shards_of
from timeskip.behave.parallel.options import Shard, shard_asked_for, workers_asked_for


def items(*keys: str) -> list[SimpleNamespace]:
    """Scenarios by their keys; the feature of each is its first letter."""
    return [SimpleNamespace(key=key, containers=(key[0],)) for key in keys]


def keys(dealt: list) -> list[str]:
    return [item.key for item in dealt]


def test_long_scenarios_are_dealt_first_and_the_others_in_their_order() -> None:
    known = {f"a{number}": 1.0 for number in range(200)} | {"b1": 20.0, "b2": 30.0}
    ordered = keys(in_dealing_order(items(*known), known, workers=2))
    assert ordered == ["b2", "b1", *(f"a{number}" for number in range(200))]


def test_without_times_the_order_is_that_of_the_run() -> None:
    assert keys(in_dealing_order(items("b1", "a1", "c1"), {}, workers=2)) == ["b1", "a1", "c1"]


def test_each_scenario_is_dealt_once() -> None:
    dealer = Dealer(items("a1", "a2", "b1"))
    assert [item.key for number in (0, 1, 0) if (item := dealer.next(number))] == ["a1", "a2", "b1"]
    assert dealer.next(0) is None
    assert dealer.is_empty()


def test_a_worker_stays_in_its_feature_where_features_have_hooks() -> None:
    dealer = Dealer(items("a1", "a2", "a3", "b1", "b2"), by_feature=True)
    assert [dealer.next(number).key for number in (0, 1, 0, 1, 0)] == ["a1", "b1", "a2", "b2", "a3"]


def test_a_worker_helps_in_a_feature_where_nothing_else_is_left() -> None:
    dealer = Dealer(items("a1", "b1", "b2", "b3"), by_feature=True)
    assert [dealer.next(number).key for number in (0, 1, 0, 1)] == ["a1", "b1", "b2", "b3"]


def test_a_fixed_deal_does_not_ask_who_is_faster() -> None:
    one, other = (FixedDealer(items("a1", "a2", "a3", "a4"), workers=2) for _ in range(2))
    first = [one.next(number).key for number in (0, 0, 1, 1)]
    second = [other.next(number).key for number in (1, 0, 1, 0)]
    assert (first, second) == (["a1", "a3", "a2", "a4"], ["a2", "a1", "a4", "a3"])
    assert one.next(0) is None
    other.stop()
    assert one.is_empty()
    assert other.is_empty()


@pytest.mark.parametrize("dealer", [Dealer(items("a1", "b1")), FixedDealer(items("a1", "b1"), workers=2)])
def test_nothing_is_dealt_once_the_run_stops(dealer: Dealer) -> None:
    dealer.stop()
    assert (dealer.next(0), dealer.is_empty()) == (None, True)


def test_shards_take_as_long_as_each_other() -> None:
    known = {"a1": 9.0, "a2": 1.0, "a3": 4.0, "b1": 4.0, "b2": 2.0}
    shards = shards_of(items(*known), known, count=2)
    assert [sum(known[key] for key in keys(shard)) for shard in shards] == [10.0, 10.0]
    # Each in the order of the run.
    assert [keys(shard) for shard in shards] == [["a1", "a2"], ["a3", "b1", "b2"]]


def test_a_scenario_without_a_time_counts_as_the_median() -> None:
    shards = shards_of(items("a1", "a2", "a3", "a4", "new"), {"a1": 3.0, "a2": 3.0, "a3": 3.0, "a4": 3.0}, count=5)
    assert sorted(len(shard) for shard in shards) == [1, 1, 1, 1, 1]


def test_without_times_every_machine_deals_alike() -> None:
    some = items("a1", "a2", "a3", "b1", "b2")
    assert [keys(shard) for shard in shards_of(some, {}, count=2)] == [["a1", "a3", "b2"], ["a2", "b1"]]
    parts = [part_of(some, Shard(number, 2), {}) for number in (1, 2)]
    assert sorted(keys(parts[0][0]) + keys(parts[1][0])) == keys(some)
    assert parts[0][1] == parts[1][1]


def test_another_division_has_another_name() -> None:
    some = items("a1", "a2", "b1")
    names = {
        deal_of(shards_of(some, known, 2))
        for known in ({}, {"a1": 2.0, "a2": 2.0, "b1": 9.0}, {"a1": 9.0, "a2": 2.0, "b1": 2.0})
    }
    assert len(names) == 3


def test_times_are_kept_for_files_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.feature").touch()
    userdata = {"times": "kept/times.tsv"}
    times.keep({"a.feature\tOne": 1.25, "gone.feature\tTwo": 2.0}, userdata)
    times.keep({"a.feature\tThree": 3.0}, userdata)
    assert times.read(Path("kept/times.tsv")) == {"a.feature\tOne": 1.25, "a.feature\tThree": 3.0}


def test_the_times_of_shards_one_after_another_are_those_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.feature").touch()
    for number in (1, 2):
        times.keep({f"a.feature\t{number}": float(number)}, {"times": "times.tsv", "shard": f"{number}/2"})
    assert not Path("times.tsv").exists()
    files = [Path(f"times.{number}-of-2.tsv") for number in (1, 2)]
    Path("times.tsv").write_text("nonsense\n" + "".join(file.read_text() for file in files))
    assert times.read(Path("times.tsv")) == {"a.feature\t1": 1.0, "a.feature\t2": 2.0}


def test_a_missing_file_of_times_has_none(tmp_path: Path) -> None:
    assert times.read(tmp_path / "times.tsv") == {}


def test_auto_is_a_process_for_each_core() -> None:
    assert workers_asked_for({"parallel": "auto"}) >= 1
    assert (workers_asked_for({}), workers_asked_for({"parallel": "3"})) == (1, 3)


@pytest.mark.parametrize("asked", ["0/2", "3/2", "2", "a/b", "1/2/3"])
def test_what_is_no_shard_is_refused(asked: str) -> None:
    with pytest.raises(ValueError, match="such as 2/5"):
        shard_asked_for({"shard": asked})
