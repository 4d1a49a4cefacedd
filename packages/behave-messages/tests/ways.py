"""Ways of running the story: what is run, how, and what its counts may differ in from behave's own."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from behaving import MessagesRun, run_behave

STORY = Path(__file__).parent / "story"

HOOKS_AROUND = ("before_all", "before_feature", "before_rule", "after_rule", "after_feature", "after_all")
HOOKS_OF_SCENARIOS = ("before_scenario", "before_step", "after_step", "after_scenario")
LAYERS = ("testrun", "feature", "rule", "scenario")

SINGLE_QUOTES = b"""Feature: Another delimiter

  Scenario: A letter
    Given a desk
    When a letter says
      '''
      Gr\xc3\xbc\xc3\x9fe
      '''

  Scenario: Wrong
    Given a desk
    Then there are 2 papers
"""
OTHER_LINE_ENDS = b"Feature: Lines end otherwise\r\n\r\n  Scenario: A desk\r\n    Given a desk\r\n"
GERMAN_BY_OPTION = b"Funktionalit\xc3\xa4t: Ohne Angabe\n\n  Szenario: Ein Tisch\n    Angenommen a desk\n"


@dataclass
class Way:
    """One way of running the story."""

    arguments: str
    files: dict[str, bytes] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    to_stdout: bool = False
    # Which counts the messages share with behave's summary: "all"; "ran", where scenarios were not told of
    # because behave did not come to them; none, for the reason given in words.
    counts: str = "all"


STEPS_OWN = "a step has its own result beside that of its hook"
NO_PICKLES = "the standard has no scenario there"

WAYS: dict[str, Way] = {
    "office": Way("office.feature"),
    "everything": Way("office.feature troubles.feature closed.feature amt.feature"),
    "interrupted": Way("interrupt.feature", counts="ran"),
    "unusual": Way("unusual.feature amt.feature"),
    "unminded": Way("unminded.feature"),
    # behave joins what is given twice in a row.
    "twice": Way("amt.feature closed.feature amt.feature"),
    "known to be pending": Way("--tags=wip troubles.feature"),
    "one row": Way("office.feature:29"),
    "dry": Way(
        "--dry-run office.feature troubles.feature", counts="behave does not fail what it did not run"
    ),
    "stopped": Way("--stop troubles.feature amt.feature", counts="ran"),
    "tagged": Way("--tags=few office.feature closed.feature"),
    "tagged, skipped ones hidden": Way("--tags=few --no-skipped office.feature amt.feature", counts="ran"),
    "closed, skipped ones hidden": Way("--no-skipped closed.feature"),
    "by name": Way("-n letter office.feature", counts="ran"),
    "attachments as files": Way("-D messages_attachments=files evidence.feature office.feature"),
    "attachments inside": Way("evidence.feature"),
    "files on standard output": Way("-D messages_attachments=files evidence.feature", to_stdout=True),
    "step hooks attach": Way("-D attach=after_step office.feature"),
    "notable hooks": Way("-D messages_hooks=notable office.feature"),
    "notable hooks, silent ones": Way("-D messages_hooks=notable -D silent=yes office.feature"),
    "notable hooks, one fails": Way(
        "-D messages_hooks=notable -D silent=yes -D fail=after_scenario office.feature"
    ),
    "standard output": Way("office.feature amt.feature", to_stdout=True),
    "in processes": Way(
        "--runner=forking:ForkingRunner -D messages_attachments=files "
        "office.feature troubles.feature closed.feature evidence.feature",
        counts="each process counts its own",
    ),
    "in one process": Way(
        "-D messages_attachments=files office.feature troubles.feature closed.feature evidence.feature"
    ),
    "hooks fail in processes": Way(
        "--runner=forking:ForkingRunner -D fail=before_all office.feature amt.feature",
        counts="each process counts its own",
    ),
    "cleanups fail in processes": Way(
        "--runner=forking:ForkingRunner -D cleanup=feature office.feature amt.feature",
        counts="each process counts its own",
    ),
    "no locale": Way(
        "office.feature amt.feature",
        environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ),
    "no locale, standard output": Way(
        "office.feature amt.feature",
        environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        to_stdout=True,
    ),
    "line ends": Way("lines.feature", files={"lines.feature": OTHER_LINE_ENDS}),
    "language by option": Way("--lang=de tisch.feature", files={"tisch.feature": GERMAN_BY_OPTION}),
    "unreadable": Way(
        "amt.feature quotes.feature", files={"quotes.feature": SINGLE_QUOTES}, counts=NO_PICKLES
    ),
    **{f"{hook} fails": Way(f"-D fail={hook} office.feature", counts="ran") for hook in HOOKS_AROUND},
    **{f"{hook} fails": Way(f"-D fail={hook} office.feature") for hook in HOOKS_OF_SCENARIOS},
    **{
        f"{hook} fails": Way(f"-D fail={hook} office.feature", counts="ran")
        for hook in ("before_tag", "after_tag")
    },
    "before_step fails": Way("-D fail=before_step office.feature", counts=STEPS_OWN),
    "after_step fails": Way("-D fail=after_step office.feature troubles.feature", counts=STEPS_OWN),
    **{f"{layer} cleanup fails": Way(f"-D cleanup={layer} office.feature") for layer in LAYERS},
    "before_step interrupted": Way("-D interrupt=before_step office.feature", counts=STEPS_OWN),
    "before_scenario interrupted": Way("-D interrupt=before_scenario office.feature", counts="ran"),
    "after_feature interrupted": Way("-D interrupt=after_feature office.feature amt.feature", counts="ran"),
}


def run_story(way: Way, folder: Path) -> MessagesRun:
    """Run the story in a new folder, where its messages.ndjson stays."""
    shutil.copytree(STORY, folder)
    for name, content in way.files.items():
        (folder / name).write_bytes(content)
    return run_behave(folder, *way.arguments.split(), environment=way.environment, to_stdout=way.to_stdout)
