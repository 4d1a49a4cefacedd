"""Nothing that a run says becomes markup of the page."""

from html.parser import HTMLParser

import pytest
from hostile import ATTACK, ATTACKS, AWAY, hostile_stream
from streams import Stream

from living_docs.changes import changes
from living_docs.page import page
from living_docs.summary import summary

PLAIN = "words"
# Every attribute of the page that is made of a run's words; what they may not be is checked below.
OF_WORDS = {
    "id",
    "href",
    "aria-labelledby",
    "data-case",
    "data-tags",
    "data-chapter",
    "data-feature",
    "value",
    "class",
}


class Markup(HTMLParser):
    """The elements of a page, with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._in_script = tag in ("script", "style")

    def handle_endtag(self, tag):
        self._in_script = False

    def handle_data(self, data):
        (self.scripts if self._in_script else self.words).append(data)

    def handle_comment(self, data):
        self.elements.append(("comment", {}))


@pytest.fixture(scope="module")
def run():
    return hostile_stream().run()


@pytest.fixture(scope="module")
def html(run):
    before = Stream(
        {f"features/1_{ATTACK}/{ATTACK}.feature": f"Feature: x\n Scenario: gone {ATTACK}\n  Given y"}
    ).run()
    return page(run, title=ATTACK, changes=changes(before, run))


@pytest.fixture(scope="module")
def markup(html):
    return Markup(html)


@pytest.fixture(scope="module")
def harmless():
    """What a page is made of whose run says nothing but plain words."""
    return Markup(page(hostile_stream(PLAIN).run(), title=PLAIN))


def test_the_page_has_no_elements_but_its_own(markup, harmless):
    own = {tag for tag, _ in harmless.elements} | {"q"}
    assert {tag for tag, _ in markup.elements} <= own
    assert not {tag for tag, _ in markup.elements} & {
        "iframe",
        "img",
        "object",
        "base",
        "svg",
        "comment",
    }


def test_the_page_has_no_attributes_but_its_own(markup, harmless):
    own = {name for _, attributes in harmless.elements for name in attributes}
    assert {name for _, attributes in markup.elements for name in attributes} <= own
    assert not [name for name in own if name.startswith("on")]


def test_no_attribute_is_an_attack(markup):
    for tag, attributes in markup.elements:
        for name, value in attributes.items():
            if name not in OF_WORDS and AWAY in (value or ""):
                pytest.fail(f"<{tag} {name}={value!r}>")


def test_links_lead_within_the_page(markup):
    links = [attributes["href"] for _, attributes in markup.elements if "href" in attributes]
    assert links
    assert all(link.startswith("#") for link in links)
    known = {attributes["id"] for _, attributes in markup.elements if "id" in attributes}
    assert {link.removeprefix("#") for link in links} <= known


def test_one_script_runs_and_it_is_the_pages_own(markup, harmless):
    scripts = [attributes for tag, attributes in markup.elements if tag == "script"]
    assert [one for one in scripts if one.get("type") != "application/gzip"] == [{}]
    assert markup.scripts[0] == harmless.scripts[0]
    assert markup.scripts[-1] == harmless.scripts[-1]


def test_the_policy_allows_nothing_from_elsewhere(markup):
    policy = next(
        one["content"] for _, one in markup.elements if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_words_to_read(markup, attack):
    said = " ".join("".join(markup.words).split())
    assert " ".join(attack.split()) in said


def test_of_the_summary_too(run):
    told = summary(run, title=ATTACK, page="page.html")
    outside, inside = [], False
    for line in told.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            outside.append(line)
    assert "<" not in "\n".join(outside).replace("\\<", "")
    assert "](javascript" not in "\n".join(outside).replace("\\]", "")
