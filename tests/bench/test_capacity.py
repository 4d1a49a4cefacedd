"""The simulated morning is what is calculated for it, and docs/scale.md has its figures."""

import re

import pytest

from bench.capacity.__main__ import DOCUMENT, PROCFILE, ROOMY, TABLE, with_tables
from bench.capacity.costs import Cost, Costs
from bench.capacity.lender import Lender, Machines
from bench.capacity.lower_bounds import least_time, night, opening
from bench.capacity.morning import Morning

NOTHING = Cost(0, 0, 0)
# Round figures: 10 ms a reminder and 20 ms an e-mail in the worker, 1 ms and 2 ms in the database.
COSTS = Costs(
    reminder=Cost(0.010, 0.001, 0),
    push=NOTHING,
    email=Cost(0.020, 0.002, 0),
    snapshot=Cost(0.001, 0.002, 0),
    message=NOTHING,
    web_frame=0.001,
    web_open=0.01,
    bytes_a_socket=40_000,
)
LENDER = Lender(loans=27_343)  # 10,000 reminders


def of(**more: float) -> Machines:
    return Machines(**{"bulk": 2, "mail": 8, "answer": 0, "emails_a_second": 1e9, **more})


def test_a_morning_s_reminders():
    # 27,343 × (12 × 5 + 26 × 4 + 52) / 10 / 365 × 2.06 × 3
    assert LENDER.reminders == 10_000


@pytest.mark.parametrize(
    ("machines", "seconds"),
    [
        pytest.param(of(), 33, id="ten processes share 330 seconds"),
        pytest.param(of(emails_a_second=100), 100, id="the mail server takes 100 a second"),
        pytest.param(of(mail=98, database_cores=1), 30, id="one core of the database has 30 seconds of work"),
        pytest.param(of(answer=0.05), 83, id="ten processes wait 500 seconds for answers too"),
    ],
)
def test_what_has_most_to_do_decides(machines: Machines, seconds: float):
    assert least_time(LENDER, machines, COSTS) == pytest.approx(seconds)
    assert Morning(LENDER, machines, COSTS).run().sent == pytest.approx(seconds, rel=0.2)


def test_the_busiest_part_is_named():
    outcome = Morning(LENDER, of(emails_a_second=50), COSTS).run()
    assert max(outcome.busy, key=outcome.busy.get) == "mail server"
    assert outcome.busy["mail server"] == pytest.approx(1, abs=0.05)


def test_reminders_are_written_before_the_last_e_mail_leaves():
    outcome = Morning(LENDER, of(emails_a_second=100), COSTS).run()
    assert outcome.written < outcome.sent / 2


def test_a_pool_of_its_own_keeps_documents_from_waiting():
    lender = Lender(loans=400_000)  # two documents a second, 0.3 s each
    shared = Morning(lender, of(bulk=8, mail=4, urgent=0), COSTS).run()
    alone = Morning(lender, of(bulk=8, mail=4, urgent=4), COSTS).run()
    assert shared.urgent_wait > 60
    assert alone.urgent_wait < 1


def test_a_morning_repeats_itself():
    assert Morning(LENDER, of(), COSTS).run() == Morning(LENDER, of(), COSTS).run()


def test_a_night_and_a_restart():
    # 27,343 loans: 1 ms of the worker and 2 ms of the database.
    assert night(LENDER, COSTS) == pytest.approx(27_343 * 0.003)
    assert opening(LENDER, 4, COSTS) == pytest.approx(273 * 0.01 / 4)


def test_costs_are_written_and_read(tmp_path):
    COSTS.to_file(tmp_path / "costs.json")
    assert Costs.from_file(tmp_path / "costs.json") == COSTS


def test_docs_scale_has_these_figures():
    text = DOCUMENT.read_text()
    assert len(TABLE.findall(text)) == 5
    assert with_tables(text, Costs.from_file()) == text
    assert re.search(
        rf"\| {PROCFILE.bulk}, {PROCFILE.mail}, 0 \|.* min .*\n.*\n.*\n.*\| {ROOMY.bulk}, ", text
    )
