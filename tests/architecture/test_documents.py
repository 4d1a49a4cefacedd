"""Documents link to what exists, name paths that exist, and list every decision."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions"
# Folders that runs write.
IGNORED = tuple(
    line.strip("/") + "/" for line in (ROOT / ".gitignore").read_text().split() if line.startswith("/")
)
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "*/README.md", "packages/*/*.md")
    for path in ROOT.glob(pattern)
)
HEAD = re.compile(r"# (\d+)\. (.+)\n\nDate: \d{4}-\d\d-\d\d\. Status: (accepted|superseded)\b")


def name_of(document: Path) -> str:
    return str(document.relative_to(ROOT))


def links_of(text: str) -> list[str]:
    """The relative links of a document, without their fragments."""
    targets = (target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text))
    return [target for target in targets if target and ":" not in target]


def paths_in(text: str) -> list[str]:
    """The paths in backticks that begin with a folder of the repository; <noun> stands for any."""
    named = (re.sub(r"<\w+>", "*", path) for path in re.findall(r"`([\w<>*.-]+/[\w<>*./-]*)`", text))
    return [
        path for path in named if not path.startswith(IGNORED) and (ROOT / path.partition("/")[0]).is_dir()
    ]


def names_in(text: str) -> list[str]:
    """The names in backticks that look like Python's: News, notices_of, EVENTS."""
    return sorted(set(re.findall(r"`((?:[A-Z][a-z]+)+|[A-Z]{2,}|[a-z]+(?:_[a-z]+)+)\b[^`/]*`", text)))


def test_links_paths_and_names_are_found():
    assert links_of("See [one](docs/one.md#two), [two](https://two.example/) and [three](#three).") == [
        "docs/one.md"
    ]
    assert names_in("`News` and `notices_of(...)`, not `make test` or `users/tasks.py`.") == [
        "News",
        "notices_of",
    ]
    assert paths_in("In `features/steps/<noun>.py`, `/readyz` and `reports/x.html`.") == [
        "features/steps/*.py"
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document):
    links = links_of(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *RECORDS], ids=name_of)
def test_every_path_exists(document):
    paths = paths_in(document.read_text(encoding="utf-8"))
    assert [path for path in paths if not list(ROOT.glob(path.rstrip("/")))] == []


def test_every_name_in_contributing_exists():
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (
            "api",
            "applications",
            "common",
            "features",
            "packages/timeskip/src",
            "users",
            "workspace",
        )
        for path in (ROOT / folder).rglob("*.py")
    )
    names = names_in((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(names) > 10
    assert [name for name in names if not re.search(rf"\b{name}\b", sources)] == []


def test_every_decision_has_a_date_and_a_status_and_is_listed():
    listed = re.findall(
        r"\| (\d+) \| \[(.+?)\]\((.+?)\) \|", (DECISIONS / "README.md").read_text(encoding="utf-8")
    )
    heads = {record.name: HEAD.match(record.read_text(encoding="utf-8")) for record in RECORDS}
    assert [name for name, head in heads.items() if not head] == []
    assert listed == [(head[1], head[2], name) for name, head in heads.items()]


CHANGELOGS = [document for document in DOCUMENTS if document.name == "CHANGELOG.md"]


@pytest.mark.parametrize("changelog", CHANGELOGS, ids=name_of)
def test_a_changelog_begins_with_what_is_unreleased_and_says_it_once(changelog):
    first, *others = re.findall(r"(?m)^## (.+)$", changelog.read_text(encoding="utf-8"))
    assert first == "Unreleased"
    assert others == sorted(set(others), key=lambda version: [*map(int, version.split("."))], reverse=True)
