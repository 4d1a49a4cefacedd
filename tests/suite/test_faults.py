"""Deaths, rivals and repeated deliveries, as they befall a small task of its own."""

import pytest
from django.db import connection, transaction
from features.support.faults import Faults, WorkerDied

from applications.models import Branch

pytestmark = pytest.mark.django_db


def work() -> None:
    """Two writes in one transaction, one in another, and something that follows."""
    with transaction.atomic():
        Branch.objects.get_or_create(name="Sydney")
        Branch.objects.bulk_create([Branch(name="Perth")], ignore_conflicts=True)
    Branch.objects.filter(name="Perth").update(name="Perth")
    transaction.on_commit(lambda: None)


def branches() -> set[str]:
    return set(Branch.objects.values_list("name", flat=True))


def test_a_worker_dies_a_write_later_each_time_and_once_more_at_the_end():
    faults = Faults()
    faults.kill_workers_of("work")
    found = []
    for _ in range(4):
        with pytest.raises(WorkerDied) as death, faults.upon("no. 1", "work", rival=work):
            work()
        found.append((str(death.value), branches(), len(connection.run_on_commit)))
    assert found == [
        ("before write 1", set(), 0),
        # What was written in the same transaction is undone.
        ("before write 2", set(), 0),
        ("before write 3", {"Sydney", "Perth"}, 0),
        # The repetition finds Sydney there and writes twice.
        ("after 2 writes, before what follows", {"Sydney", "Perth"}, 0),
    ]
    with faults.upon("no. 1", "work", rival=work):
        work()
    assert len(connection.run_on_commit) == 1


def test_other_work_is_left_in_peace():
    faults = Faults()
    faults.kill_workers_of("work")
    faults.contest("work")
    with faults.upon("no. 1", "other work", rival=pytest.fail):
        work()
    assert branches() == {"Sydney", "Perth"}


def test_a_rival_is_let_in_before_each_claim_and_once_a_transaction():
    faults = Faults()
    faults.contest("work")
    seen = []
    with faults.upon("no. 1", "work", rival=lambda: seen.append(branches())):
        work()
    # Before the first transaction's first write, and before the write outside of it.
    assert seen == [set(), {"Sydney", "Perth"}]


def test_a_lock_is_a_claim_too():
    faults = Faults()
    faults.contest("work")
    seen = []
    with faults.upon("no. 1", "work", rival=lambda: seen.append("rival")), transaction.atomic():
        list(Branch.objects.select_for_update())
        seen.append("locked")
        work()
    assert seen == ["rival", "locked"]
