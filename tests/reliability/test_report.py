"""docs/reliability.md is what `make reliability` writes."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from reliability.faults import FAULTS
from reliability.reconciliation import Findings
from reliability.report import write

REPORT = Path(__file__).parents[2] / "docs" / "reliability.md"
NOTHING_WRONG = Findings(*[0] * 10, Decimal(0), *[0] * 3)


def test_report(tmp_path):
    file = tmp_path / "reliability.md"
    result = SimpleNamespace(
        times=20, findings=NOTHING_WRONG, simulated=timedelta(minutes=90), seconds=34.4, note="a note"
    )
    write(file, [(SimpleNamespace(name="a fault"), result)], seed=7, repayments=2_000, lines=1_000)
    text = file.read_text()
    assert "seed 7." in text
    assert text.endswith("| a fault | 20 | 0 | 0 | 0 | 0 | 1 h 30 min | 34 | a note |\n")


def test_head_of_the_published_report(tmp_path):
    published = REPORT.read_text()
    seed = int(re.search(r"seed (\d+)", published)[1])
    file = tmp_path / "reliability.md"
    write(file, [], seed=seed, repayments=2_000, lines=2_000)
    assert published.startswith(file.read_text())


def test_faults_of_the_published_report():
    rows = REPORT.read_text().split("| --- |")[-1].splitlines()[1:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [fault.name for fault in FAULTS]
