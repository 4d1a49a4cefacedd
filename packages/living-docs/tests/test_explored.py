"""What was explored, on the front page."""

import json

import pytest
from streams import Stream

from living_docs.__main__ import main
from living_docs.explored import NotExploredError, read_explored

FEATURE = {"features/a.feature": "Feature: A\n Scenario: b\n  When c\n"}
BREACH = {
    "title": "Money <adds> up",
    "said": "Money <adds> up.\n- $1.00 is missing",
    "stories": 3,
    "file": "found/x.feature",
}
THEME = {"theme": "payments", "depth": 2, "stories": 1231, "seconds": 11.5, "breaches": []}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project's folder with the messages of a run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "messages.ndjson").write_text("".join(Stream(FEATURE).lines()))
    return tmp_path


def explored(folder, *themes, minutes=0.0):
    told = {"seed": 7, "minutes": minutes, "themes": list(themes)}
    (folder / "explored.json").write_text(json.dumps(told))
    assert main(["messages.ndjson", "--page", "page.html", "--explored", "explored.json"]) == 0
    return (folder / "page.html").read_text(encoding="utf-8")


def test_stories_and_themes_are_shown(folder):
    page = explored(folder, THEME, {**THEME, "theme": "stages", "stories": 1})
    assert "The machine told 1,232 stories out of the phrases of this suite, in 2 themes." in page
    assert "It found no breach." in page
    assert '<tr><th scope="row">payments</th><td>2</td><td>1,231</td><td>0</td></tr>' in page
    assert "seed" not in page.partition('<section class="explored">')[2].partition("</section>")[0]


def test_a_breach_is_shown_with_its_scenario(folder):
    page = explored(folder, {**THEME, "breaches": [BREACH]})
    assert "It found <strong>1 kind of breach</strong>." in page
    assert "Money &lt;adds&gt; up.\n- $1.00 is missing" in page
    assert "<code>found/x.feature</code>" in page


def test_a_breach_without_a_scenario_is_shown(folder):
    page = explored(folder, {**THEME, "breaches": [{**BREACH, "file": None}]})
    assert '<p class="note">payments</p>' in page


def test_the_seed_of_random_stories_is_shown(folder):
    assert "Random stories had the seed 7." in explored(folder, THEME, minutes=2.5)


def test_without_exploring_the_page_says_nothing_of_it(folder):
    assert main(["messages.ndjson", "--page", "page.html", "--explored", "nowhere.json"]) == 0
    assert 'class="explored"' not in (folder / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["oops", "[]", '{"themes": [1]}', '{"themes": [{"theme": "x"}], "seed": 1}'])
def test_another_file_keeps_no_page_from_being_made(folder, capsys, text):
    (folder / "explored.json").write_text(text)
    with pytest.raises(NotExploredError):
        read_explored(folder / "explored.json")
    assert main(["messages.ndjson", "--page", "page.html", "--explored", "explored.json"]) == 0
    assert "explored.json is not what `manage.py explore` writes." in capsys.readouterr().err
    assert 'class="explored"' not in (folder / "page.html").read_text(encoding="utf-8")
