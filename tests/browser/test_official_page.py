"""Cucumber's own page, made from the messages of a run of behave's."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect
from ways import WAYS, run_story

from tests.browser.conftest import HERE, Visit
from tests.patience import LONGEST

FEATURES = ("amt.feature", "closed.feature", "office.feature", "troubles.feature")


NEW_ENOUGH = (20, 11)


def node_version() -> tuple[int, ...]:
    """The version of the node on the PATH; nothing where there is none."""
    if shutil.which("node") is None:
        return ()
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said))


@pytest.fixture(scope="module")
def official_page(browser, tmp_path_factory) -> Path:
    """The page of the story of behave-messages' tests."""
    if node_version() < NEW_ENOUGH:
        pytest.skip("Cucumber's page is made by Node.js 20.11 or newer, and no such node is on the PATH")
    folder = tmp_path_factory.mktemp("official") / "story"
    run_story(WAYS["everything"], folder)
    page = folder / "page.html"
    with (folder / "messages.ndjson").open() as messages, page.open("w") as out:
        subprocess.run(["node", HERE / "render.mjs"], stdin=messages, stdout=out, check=True, timeout=LONGEST)
    return page


@pytest.fixture
def opened(visit: Visit, official_page) -> Visit:
    """The page with every feature unfolded."""
    visit.page.goto(official_page.as_uri())
    for feature in FEATURES:
        heading = visit.page.get_by_role("button", name=feature)
        if heading.get_attribute("aria-expanded") == "false":
            heading.click()
    return visit


def test_counts(opened):
    text = opened.page.inner_text("body")
    assert "38% (8 / 21) passed" in text
    found = dict(re.findall(r"^([A-Z]+) (\d+)$", text, re.MULTILINE))
    expected = {
        "PASSED": "8",
        "SKIPPED": "4",
        "PENDING": "2",
        "UNDEFINED": "1",
        "AMBIGUOUS": "1",
        "FAILED": "5",
    }
    assert found == expected


def test_features_rules_and_rows(opened):
    headings = [
        *("Feature: The office", "Rule: Papers are counted", "Rule: Papers are signed"),
        "Funktionalität: Das Amt",
    ]
    for heading in headings:
        expect(opened.page.get_by_role("heading", name=heading)).to_be_visible()
    for row in ("#1.1", "#1.2", "#2.1", "When 100 papers arrive"):
        expect(opened.page.get_by_role("heading", name=row)).to_be_visible()
    tables = [row.inner_text().split() for row in opened.page.locator("table tr").all()]
    assert ["Béla", "|"] in tables


def test_attachments_and_errors(opened):
    for words in ("Brief.txt", "OSError: the roof fell in", "Hook: cleanup"):
        expect(opened.page.get_by_text(words)).to_be_visible()


def test_the_browser_has_nothing_to_complain_of(opened):
    assert opened.complaints == []
