"""No test fails only because the machine has much else to do."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAITS = ("subprocess.run", "process.communicate", "process.wait")
LEAST = 100  # seconds


def short_waits(source: str) -> Iterator[str]:
    """The calls that wait for a process, and give it less time than one needs on a busy machine."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in WAITS:
            for given in call.keywords:
                if (
                    given.arg == "timeout"
                    and isinstance(given.value, ast.Constant)
                    and given.value.value < LEAST
                ):
                    yield f"line {call.lineno}: timeout={given.value.value}"


def test_a_process_has_time_on_a_busy_machine():
    files = [
        *ROOT.glob("tests/**/test_*.py"),
        *ROOT.glob("packages/*/tests/**/*.py"),
        *ROOT.glob("tests/*.py"),
    ]
    found = {str(file.relative_to(ROOT)): list(short_waits(file.read_text())) for file in files}
    assert len(found) > 100
    assert {file: lines for file, lines in found.items() if lines} == {}


def test_a_short_wait_is_found():
    assert list(short_waits("subprocess.run(command, timeout=20)")) == ["line 1: timeout=20"]
