from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clock", choices=("time-machine", "freezegun", "both"), default="both")


def pytest_configure(config: pytest.Config) -> None:
    """Register here what a run from another folder needs too."""
    config.addinivalue_line("markers", "processes: starts processes; the matrix runs these in its corners only")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that tells a story once on each clock."""
    if "clock" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--clock")
        metafunc.parametrize("clock", ("time-machine", "freezegun") if asked == "both" else (asked,), indirect=True)


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def story_options(clock: str) -> dict[str, Any]:
    return {"clock": clock}


@pytest.fixture(autouse=True)
def seen() -> list[Any]:
    from project.notes.tasks import SEEN

    SEEN.clear()
    return SEEN
