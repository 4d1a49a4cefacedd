"""What a run reads and writes, whatever stands in its feature files."""

import json
import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree

import pytest

pytest.importorskip("behave_django")

from test_behave import HERE, run_behave

from timeskip.behave.places import parse_file

pytestmark = pytest.mark.processes

BELL = "\x07"
GERMAN = (
    "\ufeff# language: de\r\nFunktionalität: Marke\r\n\r\n"
    '  Szenario: Aus einem Editor von Windows\r\n    Angenommen Ann is there\r\n    Dann Ann hears "nothing"\r\n'
)
MAC = 'Feature: Old line ends\r\r  Scenario: Mac\r    Given Ann is there\r    Then Ann hears "nothing"\r'
SEPARATORS = (
    "Feature: Separators\n\n  A line\u2028separator and a form\x0cfeed end no line.\n\n"
    '  Scenario: One\u2028title\n    Given Ann is there\n    Then Ann hears "nothing"\n'
)
FENCED = (
    "Feature: Fenced\n\n  ```\n  in a description\n  ```\n"
    "\n  Scenario: Backticks\n    Given Ann reads\n      ```\n      one\n"
    '        two\n      ```\n    Given Ann reads\n      """\n      one\n      ```\n      """\n'
    '    Then Ann hears "all of it"\n'
)
TWICE = (
    'Feature: Twice\n\n  Scenario: It holds\n    Given Ann is there\n    Then Ann hears "nothing"\n'
    '\n  Scenario: It holds\n    Given Ann is there\n    Then Ann hears "nothing"\n'
)
CONTROL = (
    f"Feature: Control{BELL}\n\n  Scenario: Title with a bell {BELL}\n    Given Ann is there\n"
    f'    Then Ann hears "\x1b[31mred {BELL} \x00 \ufffe ]]> & <b>"\n'
    "\n  Scenario: Unknown\n    Given Ann is nowhere\n"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of features, some of them as unusual editors save them."""
    folder = tmp_path_factory.mktemp("project") / "features"
    shutil.copytree(HERE / "behave_project" / "reports", folder)
    odd = folder / "odd [1]"
    odd.mkdir()
    for name, text in (
        ("german", GERMAN),
        ("mac", MAC),
        ("separators", SEPARATORS),
        ("control", CONTROL),
        ("fenced", FENCED),
    ):
        (odd / f"{name}.feature").write_bytes(text.encode())
    # Its report would have the name of one/titles.feature's.
    (folder / "one.titles.feature").write_text(TWICE)
    return folder


class Reports:
    """One run, and the reports that it has written."""

    def __init__(self, run: CompletedProcess, folder: Path) -> None:
        self.exit_code, self.output, self.errors = run.returncode, run.stdout + run.stderr, run.stderr
        self.suites = [ElementTree.parse(file).getroot() for file in sorted(folder.glob("TESTS-*.xml"))]  # noqa: S314
        self.cases = {(case.get("classname"), case.get("name")): case for suite in self.suites for case in suite}

    def case(self, name: str) -> ElementTree.Element:
        (found,) = (case for (_, title), case in self.cases.items() if title == name)
        return found


@pytest.fixture(scope="module")
def reports(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    folder = tmp_path_factory.mktemp("reports")
    formats = ("json", "json.pretty", "formatters:Failing", "plain")
    outputs = [word for name in formats for word in ("-f", name, "-o", str(folder / f"{name}.out"))]
    paths = [str(project / name) for name in ("one", "two", "odd [1]", "one.titles.feature")]
    run = run_behave(
        "time-machine", *outputs, "--junit", "--junit-directory", str(folder), *paths,
        PYTHONPATH=f"{HERE}:{project}",
    )  # fmt: skip
    reports = Reports(run, folder)
    reports.folder = folder
    return reports


def test_features_are_read_as_editors_save_them(reports: Reports) -> None:
    titles = {name for _, name in reports.cases}
    assert {"Aus einem Editor von Windows", "Mac", "One\u2028title"} <= titles, reports.output
    assert {reports.case(name).get("status") for name in ("Aus einem Editor von Windows", "Mac")} == {"passed"}


def test_doc_strings_stand_between_backticks_too(reports: Reports) -> None:
    problem = reports.case("Backticks").find("failure")
    assert problem.get("message").startswith("She heard one;  two;one;```\n")


@pytest.mark.parametrize("inside", ["'''", '"""', "''' and more"])
def test_quotes_stand_between_backticks(inside: str, tmp_path: Path) -> None:
    file = tmp_path / "quotes.feature"
    text = f"      ```\n      one\n      {inside}\n      two\n      ```\n"
    file.write_text(f"Feature: Quotes\n\n  Scenario: One\n    Given Ann reads\n{text}    Given Ann reads\n{text}")
    steps = parse_file(str(file)).scenarios[0].steps
    assert [step.text for step in steps] == [f"one\n{inside}\ntwo"] * 2


def test_bullets_take_any_phrase(reports: Reports) -> None:
    bullets = [case for (_, name), case in reports.cases.items() if name == "Bullets take any phrase"]
    assert [case.get("status") for case in bullets] == ["passed", "passed"]


def test_each_case_has_a_name_of_its_own(reports: Reports) -> None:
    cases = [case for suite in reports.suites for case in suite.iter("testcase")]
    # Eight in each of the two files of one name.
    assert len(reports.cases) == len(cases) == 2 * 8 + 6 + 2
    assert {name for (of, name) in reports.cases if of.endswith(".Twice")} == {"It holds", "It holds (2)"}
    one = sorted(key for key in reports.cases if key[0].startswith("one.titles.Titles"))
    assert one == [
        ("one.titles.Titles", "Bullets take any phrase"),
        ("one.titles.Titles", "What does it cost (in dollars, $1.00)?"),
        ("one.titles.Titles.The first", "It holds"),
        ("one.titles.Titles.The second", "Each of these -- @1.1 "),
        ("one.titles.Titles.The second", "Each of these -- @1.2 "),
        ("one.titles.Titles.The second", "It holds"),
        ("one.titles.Titles.The second", "Row 1 -- @1.1 "),
        ("one.titles.Titles.The second", "Row 2 -- @1.2 "),
    ]


def test_control_characters_are_shown_and_not_written(reports: Reports) -> None:
    case = reports.case("Title with a bell U+0007")
    assert "red U+0007 U+0000 U+FFFE ]]> & <b>" in case.find("failure").get("message")
    assert any(suite.get("name") == "odd [1].control.ControlU+0007" for suite in reports.suites)


def test_an_undefined_step_says_what_is_missing(reports: Reports) -> None:
    problem = reports.case("Unknown").find("error")
    assert problem.get("type") == "undefined"
    assert problem.get("message").startswith("No phrase reads “Given Ann is nowhere”.")


@pytest.mark.parametrize("name", ["json", "json.pretty"])
def test_other_formatters_get_what_steps_attach(name: str, reports: Reports) -> None:
    features = json.loads((reports.folder / f"{name}.out").read_text())
    steps = [step for feature in features for element in feature["elements"] for step in element["steps"]]
    attached = {(step["name"], one["data"]) for step in steps for one in step.get("embeddings", ())}
    assert attached == {("Ann is there", "d2l0aGluIGEgc3RlcA==")}  # within a step
    assert len(features) == 8


def test_a_formatter_that_fails_ends_neither_the_run_nor_other_reports(reports: Reports) -> None:
    assert reports.errors.count("ValueError: This formatter cannot write.") == 1
    assert "The formatter failing has failed; its report is incomplete." in reports.errors
    assert "Scenario: Mac" in (reports.folder / "plain.out").read_text()


def test_a_formatter_that_fails_fails_the_run(project: Path) -> None:
    run = run_behave("time-machine", "-f", "formatters:Failing", str(project / "one"), PYTHONPATH=f"{HERE}:{project}")
    assert "8 scenarios passed, 0 failed" in run.stdout
    assert run.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--name", "in dollars, $1.00)?"], "1 scenario passed"),
        (["--name", "It holds", "--name", "Row 2"], "3 scenarios passed"),
    ],
)
def test_a_title_is_no_pattern(arguments: list[str], count: str, project: Path) -> None:
    run = run_behave("time-machine", *arguments, str(project / "one"))
    assert (run.returncode, count in run.stdout) == (0, True), run.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--name", "It holds", "--name", "What does it cost in dollars?"],
            "There is nothing to run: no title contains “What does it cost in dollars?”.\n"
            "Did you mean: What does it cost (in dollars, $1.00)?\n",
        ),
        (["--tags", "@never"], "There is nothing to run: no scenario has the tags “never”.\n"),
        (
            ["--tags", "@never", "--name", "It holds"],
            "There is nothing to run: no scenario has the tags “never” and the title.\n",
        ),
    ],
)
def test_a_run_of_nothing_fails(arguments: list[str], words: str, project: Path) -> None:
    run = run_behave("time-machine", *arguments, str(project / "one"))
    assert run.returncode == 1
    assert words in run.stdout


@pytest.mark.parametrize("line", [0, 999])
def test_a_line_that_a_file_does_not_have_is_no_place(line: int, project: Path, tmp_path: Path) -> None:
    file = project / "odd [1]" / "german.feature"
    places = tmp_path / "rerun.txt"
    places.write_text(f"{file}:{line}\n")
    for asked in (f"{file}:{line}", f"@{places}"):
        run = run_behave("time-machine", asked)
        assert run.returncode == 1
        assert re.search(rf"There is nothing to run: .*german.feature has \d+ lines, and no line {line}\.", run.stdout)


@pytest.mark.parametrize("examples", ["", "\n    Examples:\n      | day |\n"])
def test_an_outline_without_rows_is_refused(examples: str, project: Path) -> None:
    file = project / "no_rows.feature"
    file.write_text(f"Feature: a\n  Scenario Outline: On <day>\n    Given a <day>\n{examples}")
    run = run_behave("time-machine", str(file))
    file.unlink()
    assert run.returncode == 1
    assert re.search(r"The outline “On <day>” \(.*no_rows.feature:2\) has no examples, so it never runs.", run.stdout)


def test_a_list_has_paths_and_no_patterns(project: Path, tmp_path: Path) -> None:
    places = tmp_path / "rerun.txt"
    places.write_bytes(f"\ufeff# To run again.\r\n{project}/odd [1]/german.feature:4\r\n".encode())
    run = run_behave("time-machine", f"@{places}")
    assert "1 scenario passed, 0 failed" in run.stdout, run.stdout
    places.write_text(f"{project}/odd*/german.feature\n")
    run = run_behave("time-machine", f"@{places}")
    assert run.returncode == 1
    assert f"There is nothing to run: there is no file {project}/odd*/german.feature." in run.stdout


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("none.feature", "there is no file none.feature."),
        ("none.feature:3", "there is no file none.feature:3."),
        ("@none.txt", "there is no file none.txt."),
        ("none", "none is no folder and no .feature file."),
    ],
)
@pytest.mark.parametrize("beside", [[], ["features/passing.feature"]])
def test_what_does_not_exist_is_named(asked: str, words: str, beside: list[str]) -> None:
    run = run_behave("time-machine", *beside, asked)
    assert run.returncode == 1
    assert f"ConfigError: There is nothing to run: {words}" in run.stdout


def test_another_encoding_is_named(project: Path) -> None:
    file = project / "latin.feature"
    file.write_bytes("Feature: Größe\n".encode("latin-1"))
    run = run_behave("time-machine", str(file))
    file.unlink()
    assert run.returncode == 1
    assert 'latin.feature": The file is not in UTF-8. Save it as UTF-8.' in run.stdout


def test_a_run_that_cannot_start_leaves_no_older_report(project: Path, tmp_path: Path) -> None:
    broken, out, kept = project / "broken.feature", tmp_path / "out.json", tmp_path / "kept.txt"
    broken.write_text("Feature: Broken\n\n  Scenario: One\n    And nothing before it\n")
    older = [out, kept, tmp_path / "TESTS-older.xml"]
    for file in older:
        file.write_text(f"{project}/one/titles.feature\n")
    run = run_behave(
        "time-machine", "-f", "json", "-o", str(out), "-f", "plain", "-o", str(kept),
        "--junit", "--junit-directory", str(tmp_path), str(broken), f"@{kept}",
    )  # fmt: skip
    broken.unlink()
    assert (run.returncode, "ParserError" in run.stdout) == (1, True)
    # The run reads this one.
    assert [file for file in older if file.exists()] == [kept]


@pytest.mark.parametrize(
    "asked",
    [
        ["--stack", "sundial", "features"],
        ["--clock", "sundial", "features"],
        ["--shuffle", "often", "features"],
        ["--stack", "real", "features"],
        ["--behave-runner", "nowhere:Runner", "features"],
        ["@features/nothing.txt"],
    ],
)
def test_nor_does_one_that_is_asked_for_what_is_not_there(asked: list[str], tmp_path: Path) -> None:
    older = tmp_path / "TESTS-older.xml"
    older.write_text("<testsuite/>")
    run_behave("time-machine", "--junit", "--junit-directory", str(tmp_path), *asked)
    assert not older.exists()


def test_a_request_for_help_removes_nothing(tmp_path: Path) -> None:
    older = tmp_path / "TESTS-older.xml"
    older.write_text("<testsuite/>")
    assert run_behave("time-machine", "--junit", "--junit-directory", str(tmp_path), "--help").returncode == 0
    assert older.exists()
