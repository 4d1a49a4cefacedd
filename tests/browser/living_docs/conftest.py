"""The page of this project's own features, opened in a browser that is watched."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import office_html
from playwright.sync_api import Browser
from watching import Visit, watched

from living_docs.__main__ import main
from tests.patience import LONGEST

ROOT = Path(__file__).parents[3]
FEATURES = [
    "features/07_live_updates/the_bell.feature",
    "features/05_documents/letters.feature",
    "features/04_reports/weekly_pipeline.feature",
    "tests/suite/story/trouble.feature",
]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page for one test."""
    with watched(browser) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def office_page(tmp_path_factory) -> Path:
    """The page of a small run in which everything occurs that a page can show."""
    file = tmp_path_factory.mktemp("office") / "office.html"
    file.write_text(office_html(), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def real_page(tmp_path_factory) -> Path:
    """The page of a run of some of the project's own features, and of some in which something is wrong."""
    folder = tmp_path_factory.mktemp("real")
    messages, page = folder / "messages.ndjson", folder / "real.html"
    formats = ["-f", "behave_messages:MessagesFormatter", "-o", str(messages), "-f", "progress3"]
    behave = [sys.executable, "manage.py", "behave", *FEATURES, *formats]
    subprocess.run(behave, cwd=ROOT, capture_output=True, timeout=LONGEST)
    assert main([str(messages), "--page", str(page)]) == 0
    return page
