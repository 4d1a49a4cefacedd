"""The style sheet and the pages have the same names: no rule without a page, no name without a rule."""

import re
from pathlib import Path

import workspace
from workspace.views.book import COLUMNS

FOLDER = Path(workspace.__file__).parent
STYLES = (FOLDER / "static" / "workspace" / "workspace.css").read_text(encoding="utf-8")
PAGES = [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.js")]
NAMED = r'(?:%s)\s?=\s?"((?:\{%%.*?%%\}|[^"])*)"'
TAG = re.compile(r"\{[%{].*?[%}]\}")


def on_pages(attribute: str) -> set[str]:
    """The names in an attribute of any page, and those that a view gives columns."""
    found = {word for *_, style in COLUMNS for word in style.split()}
    for page in PAGES:
        for names in re.findall(NAMED % attribute, page.read_text(encoding="utf-8")):
            found.update(TAG.sub(" ", names).split())
    return found


def styled() -> set[str]:
    """The names that rules are for."""
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", STYLES, flags=re.DOTALL)
    return set(re.findall(r"[.#]([a-z][a-z-]*)", rules))


def test_each_rule_is_for_something_on_a_page():
    assert len(styled()) > 50
    assert sorted(styled() - on_pages("class|id|className")) == []


def test_each_class_on_a_page_has_a_rule():
    assert len(on_pages("class")) > 50
    assert sorted(on_pages("class") - styled()) == []
