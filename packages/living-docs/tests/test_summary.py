"""The summary is Markdown that says what the run said, whatever that was."""

import pytest
from streams import Outcome, Stream, broken

from living_docs.changes import changes
from living_docs.summary import LONGEST, MOST, escaped, source_link, summary

TEXT = """
Feature: Moves
  Scenario: forward
    When she moves it
  Scenario: later
    When later
  Scenario: never
    When never
"""
GITHUB = {"remote": "https://github.com/office/crm.git", "revision": "abc123"}


def of(
    outcomes=None, *, text: str = TEXT, path: str = "features/1_a/moves.feature", changed=None, **options
) -> str:
    stream = Stream({path: text}, outcomes or {}, **options)
    return summary(stream.run(), title="Loans", page="acceptance.html", changes=changed)


def test_a_green_run_is_short():
    told = of()
    assert told.startswith("## Loans: All 3 scenarios passed.\n")
    assert "| ✅ passed | 3 |" in told
    assert "Pass rate 100 % (skipped scenarios excluded); 3 steps in" in told
    assert "[The whole page](acceptance.html)" in told
    assert "###" not in told


def test_failures_are_told_with_links():
    told = of({"she moves it": broken()}, meta={"ci": {"name": "x", "git": GITHUB}})
    assert "### ❌ Broken" in told
    assert "**[forward](acceptance.html#1-a/moves/forward)**" in told
    assert (
        "[features/1\\_a/moves.feature:3]"
        "(https://github.com/office/crm/blob/abc123/features/1_a/moves.feature#L3)" in told
    )
    assert "```\nExpected: 'Valuation'\n  Actual: 'Inquiry'\n```" in told


def test_what_is_not_built_stands_apart():
    told = of({"later": Outcome("UNDEFINED"), "never": broken()})
    assert told.index("### ❌ Broken") < told.index("never](") < told.index("### 🚧 Not built yet")
    assert told.index("### 🚧 Not built yet") < told.index("later](")


@pytest.mark.parametrize(
    ("remote", "link"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b/blob/f00/features/x.feature#L7"),
        ("https://gitlab.com/a/b.git", "https://gitlab.com/a/b/-/blob/f00/features/x.feature#L7"),
        ("https://gitlab.example.com/a/b", "https://gitlab.example.com/a/b/-/blob/f00/features/x.feature#L7"),
        ("git@github.com:a/b.git", ""),
        ("javascript://x", ""),
        ("", ""),
    ],
)
def test_a_feature_file_is_linked_where_it_is_known(remote, link):
    run = Stream({}, meta={"ci": {"git": {"remote": remote, "revision": "f00"}}}).run()
    assert source_link(run, "features/x.feature", 7) == link


def test_no_revision_no_link():
    run = Stream({}, meta={"ci": {"git": {"remote": "https://github.com/a/b.git"}}}).run()
    assert source_link(run, "features/x.feature", 7) == ""


def test_an_address_ends_no_link_early():
    run = Stream({}, meta={"ci": {"git": GITHUB}}).run()
    assert source_link(run, "f/a b)[x](<y>.feature", 1).endswith("/f/a%20b%29%5Bx%5D%28%3Cy%3E.feature#L1")


def test_words_stay_words():
    assert escaped("<b> [x](y) `c` *d* _e_ |f| #g ~h~ &lt; $1$ \\") == (
        r"\<b\> \[x\](y) \`c\` \*d\* \_e\_ \|f\| \#g \~h\~ \&lt; \$1\$ \\"
    )
    assert escaped("a\n\n# b") == r"a \# b"


@pytest.mark.parametrize("words", ["```\n<img src=x>\n```", "x ```` y", "\t```", "a```"])
def test_no_failure_leaves_its_fence(words):
    lines = of({"she moves it": broken(words)}).splitlines()
    fences = [
        line for line in lines if line and set(line) == {"`"} and len(line) > max(map(len, _runs(words)))
    ]
    assert len(fences) == 2


def _runs(words: str) -> list[str]:
    return "".join(one if one == "`" else " " for one in words).split()


def test_hostile_names_are_words_too():
    text = TEXT.replace("forward", "](javascript:x) <script>alert(1)</script>")
    told = of({"she moves it": broken()}, text=text, path="f/`](x).feature")
    assert "<script>" not in told
    assert "](javascript:x)" not in told.replace("\\](javascript", "")


def test_a_long_failure_is_cut_and_many_are_counted():
    text = "Feature: x\n" + "".join(f" Scenario: number {number}\n  When it\n" for number in range(MOST + 3))
    told = of({"it": broken("y" * 5000)}, text=text)
    assert told.count("**[number") == MOST
    assert "… and 3 more." in told
    assert "y" * LONGEST in told
    assert "y" * (LONGEST + 1) not in told


def test_an_outline_is_one_failure_that_counts_its_examples():
    text = "Feature: x\n Scenario Outline: to <a>\n  When to <a>\n  Examples:\n"
    text += "   | a |\n   | 1 |\n   | 2 |\n   | 3 |\n"
    told = of({"to 2": broken(), "to 3": broken()}, text=text)
    assert "| ❌ broken | 1 |" in told
    assert told.count("**[") == 1
    assert "**[to 2](acceptance.html#1-a/moves/to-a)** " in told
    assert "2 broken, of 3 examples. The first: a: 2\n" in told


def test_troubles_of_the_run_are_told():
    hook = Outcome("FAILED", "", hook="before_all")
    assert "The hook before\\_all failed" in of(run_hooks=[hook])
    assert "The run was cut off" in of(cut_off=True)


def test_changes_are_counted():
    before, now = Stream({"f/x.feature": TEXT}), Stream({"f/x.feature": TEXT}, {"never": broken()})
    assert "Since the previous run: newly broken: 1." in of(changed=changes(before.run(), now.run()))
    assert "nothing has changed" in of(changed=changes(before.run(), before.run()))
