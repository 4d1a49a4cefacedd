"""What a run's messages say of hooks, steps and attachments when things go well and when they do not."""

import pytest
from behaving import run_behave
from looking import attachments, run_hooks, steps
from ways import HOOKS_AROUND, HOOKS_OF_SCENARIOS, LAYERS

PASSED, SKIPPED, FAILED = "PASSED", "SKIPPED", "FAILED"


def test_hooks_of_steps_that_pass_and_attach_nothing_are_left_out(story):
    names = [name for name, *_ in steps(story("office"), "Two people sign", hooks=True)]
    assert names == ["before_scenario", "a desk", "these people sign", "after_scenario"]


def test_hooks_of_steps_that_attach_something_stand_at_their_steps(story):
    names = [name for name, *_ in steps(story("step hooks attach"), "Two people sign", hooks=True)]
    assert names == [
        *("before_scenario", "a desk", "after_step", "these people sign", "after_step", "after_scenario")
    ]
    assert ("text/plain", None, "after_step was here.") in attachments(story("step hooks attach"))


def test_notable_hooks_are_those_that_failed_or_attached_something(story):
    way = "notable hooks"
    assert hooks_told(story(way)) == {"before_scenario", "after_scenario"}
    assert hooks_told(story(f"{way}, silent ones")) == set()
    assert [name for name, *_ in run_hooks(story(way))] == ["before_all", "before_feature"]
    assert run_hooks(story(f"{way}, silent ones")) == []
    assert hooks_told(story(f"{way}, one fails")) == {"after_scenario"}


def hooks_told(run) -> set[str]:
    names = {hook["id"]: hook["name"] for hook in run.of("hook")}
    return {
        names[step["hookId"]] for case in run.of("testCase") for step in case["testSteps"] if "hookId" in step
    }


def test_hooks_of_features_rules_and_tags_are_the_runs(story):
    rule = ["before_rule", "after_rule"]
    tagged_rule = ["before_tag", *rule, "after_tag"]
    feature = ["before_tag", "before_tag", "before_feature", *rule, *tagged_rule]
    expected = ["before_all", *feature, "after_feature", "after_tag", "after_tag", "after_all"]
    assert [name for name, *_ in run_hooks(story("office"))] == expected


def test_tags_of_a_scenario_are_heard_in_its_test_case(story):
    names = [name for name, *_ in steps(story("office"), "1 papers", hooks=True)]
    assert (names.count("before_tag"), names.count("after_tag")) == (2, 2)


@pytest.mark.parametrize("hook", [*HOOKS_AROUND, "before_tag", "after_tag"])
def test_a_failing_hook_around_scenarios_is_told(hook, story):
    assert (hook, FAILED, f"{hook} went wrong") in run_hooks(story(f"{hook} fails"))


@pytest.mark.parametrize("hook", HOOKS_OF_SCENARIOS)
def test_a_failing_hook_of_a_scenario_is_told(hook, story):
    told = steps(story(f"{hook} fails"), "Two people sign", hooks=True)
    assert [one for one in told if one[1] == FAILED] == [(hook, FAILED, f"{hook} went wrong")]


def test_a_step_does_not_run_where_its_hook_failed(story):
    told = steps(story("before_step fails"), "Two people sign")
    assert told == [("a desk", SKIPPED, None), ("these people sign", SKIPPED, None)]


def test_a_step_has_a_result_of_its_own_where_the_hook_after_it_failed(story):
    run = story("after_step fails")
    assert steps(run, "Two people sign")[0] == ("a desk", PASSED, None)
    assert steps(run, "An error")[0] == ("the roof falls in", FAILED, "the roof fell in")
    assert steps(run, "Pending")[0] == ("nobody has said how", "PENDING", "nobody has said how")


@pytest.mark.parametrize("layer", LAYERS)
def test_a_failing_cleanup_is_told_where_it_belongs(layer, story):
    run = story(f"{layer} cleanup fails")
    told = steps(run, "Two people sign", hooks=True) if layer == "scenario" else run_hooks(run)
    assert ("cleanup", FAILED, "a cleanup went wrong") in told


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        (
            "A wrong count",
            [
                ("a desk", PASSED, None),
                ("1 papers arrive", PASSED, None),
                ("there are 2 papers", FAILED, "1 papers: ❌"),
                ("there are 3 papers", SKIPPED, None),
                ("what nobody knows", "UNDEFINED", None),
            ],
        ),
        ("An error", [("the roof falls in", FAILED, "the roof fell in")]),
        ("An error without words", [("an error falls over its own words", FAILED, "SpeechlessError")]),
        ("Unknown", [("what nobody knows", "UNDEFINED", None), ("a chair", SKIPPED, None)]),
        ("Pending", [("nobody has said how", "PENDING", "nobody has said how"), ("a chair", SKIPPED, None)]),
        # behave keeps nothing of what such a step said, and goes on.
        ("Pending, and known to be", [("nobody has said how", "PENDING", None), ("a chair", PASSED, None)]),
        ("Two ways", [("a desk", PASSED, None), ("two ways are open", "AMBIGUOUS", "two ways are open")]),
        (
            "Skipped on the way",
            [
                ("a desk", PASSED, None),
                ("the day is over because of the evening", SKIPPED, "the evening came first."),
                ("what nobody knows", SKIPPED, "the evening came first."),
            ],
        ),
        ("Skipped from the start", [("a desk", SKIPPED, "Nobody is in.")]),
        ("Nobody comes", [("a desk", SKIPPED, "The office is closed.")]),
        ("Left lying about", [("a desk", PASSED, None), ("something is left lying about", PASSED, None)]),
        (
            "At once",
            [
                ("a desk", PASSED, None),
                ("it all happens at once", PASSED, None),
                ("there are 2 papers", PASSED, None),
            ],
        ),
        ("Ein Schreibtisch", [("einen Schreibtisch", PASSED, None)]),
    ],
)
def test_what_became_of_steps(scenario, expected, story):
    assert steps(story("everything"), scenario) == expected


def test_a_step_that_steps_are_executed_in_tells_which_failed(story):
    (words, status, message) = steps(story("everything"), "Wrong at once")[0]
    assert (words, status) == ("it all goes wrong at once", FAILED)
    assert "FAILED SUB-STEP: Then there are 2 papers" in message


def test_an_error_is_told_with_its_type_and_traceback(story):
    results = [one["testStepResult"] for one in story("everything").of("testStepFinished")]
    (error,) = [one["exception"] for one in results if one.get("message") == "the roof fell in"]
    assert error["type"] == "OSError"
    head, first, *_ = error["stackTrace"].splitlines()
    assert head == "Traceback (most recent call last):"
    assert first.startswith('  File "steps/steps.py", line ')


def test_a_scenario_that_is_skipped_for_a_reason_is_told_even_where_skipped_ones_are_hidden(story):
    run = story("closed, skipped ones hidden")
    assert steps(run, "Nobody goes") == [("a chair", SKIPPED, "The office is closed.")]
    assert len(story("tagged, skipped ones hidden").of("testCase")) == 2
    assert len(story("tagged").of("testCase")) == 9


def test_a_background_runs_before_a_scenario_without_steps(story):
    # The standard's pickle has no step there.
    assert steps(story("office"), "Nothing in particular") == [(None, PASSED, None)]


def test_each_row_of_an_outline_is_a_scenario(story):
    run = story("office")
    names = [pickle["name"] for pickle in run.of("pickle")]
    assert [name for name in names if name.endswith("papers")] == ["1 papers", "2 papers", "100 papers"]
    assert [words for words, *_ in steps(run, "100 papers")] == [
        "a desk",
        "a chair",
        "100 papers arrive",
        "there are 100 papers",
    ]
    assert len(story("one row").of("testCase")) == len(names)


def test_what_is_read_out_of_a_step(story):
    run = story("office")
    found = {
        one["stepMatchArguments"][0]["group"].get("value")
        for case in run.of("testCase")
        for step in case["testSteps"]
        for one in step.get("stepMatchArgumentsLists", ())
        if one["stepMatchArguments"]
    }
    assert found == {"1", "2", "100", "Köln", None}
    patterns = {one["pattern"]["source"]: one["pattern"]["type"] for one in run.of("stepDefinition")}
    assert patterns["a parcel(?: from (?P<sender>.+))? comes"] == "REGULAR_EXPRESSION"


def test_attachments_of_steps_and_hooks(story):
    found = attachments(story("office"))
    assert ("text/plain", "doors.txt", "The doors are open.") in found
    assert ("text/plain", None, b"A chapter begins.") in found
    assert ("application/json", "weather.json", '{"weather": "fair"}') in found
    assert ("application/octet-stream", None, b"\x00\xff") in found
    assert ("text/plain", "Brief.txt", "Grüße aus Köln 🌻") in found


def test_half_a_character_is_attached_as_it_is(story):
    assert ("text/plain", "half.txt", "\ud83d and a half") in attachments(story("unusual"))


def test_hooks_may_execute_steps_and_steps_may_leave_the_folder(story):
    run = story("unusual")
    names = [name for name, *_ in steps(run, "In a hurry", hooks=True)]
    assert names[:3] == ["before_tag", "before_scenario", "a desk"]
    assert steps(run, "Afterwards") == [("a chair", PASSED, None)]
    assert steps(run, "Ein Schreibtisch") == [("einen Schreibtisch", PASSED, None)]


def test_a_file_that_is_given_twice_is_run_as_often_as_behave_runs_it(story):
    run = story("twice")
    assert [one["attempt"] for one in run.of("testCaseStarted")] == [0, 0, 0, 0]
    assert len(run.of("source")) == 2


def test_nothing_has_run_in_a_dry_run(story):
    run = story("dry")
    assert {one["testStepResult"]["status"] for one in run.of("testStepFinished")} == {SKIPPED, "UNDEFINED"}
    assert steps(run, "A wrong count")[-2:] == [
        ("there are 3 papers", SKIPPED, None),
        ("what nobody knows", "UNDEFINED", None),
    ]
    # Before one that is undefined, and after it.
    assert [status for _, status, _ in steps(run, "Unknown")] == ["UNDEFINED", SKIPPED]


def test_an_interruption_is_told(story):
    told = steps(story("interrupted"), "Somebody stops everything")
    assert [status for _, status, _ in told] == [PASSED, FAILED, SKIPPED]
    assert told[1][2] == "KeyboardInterrupt"


def test_what_only_behave_can_read_is_told_as_an_error(story):
    run = story("unreadable")
    (error, *_) = run.of("parseError")
    assert error["source"]["uri"] == "quotes.feature"
    assert error["source"]["location"]["line"] == 6
    (finished,) = run.of("testRunFinished")
    assert finished["message"].startswith("Scenarios that behave ran and these messages lack: 2.")
    assert finished["message"] in run.errors


@pytest.mark.parametrize("way", ["standard output", "no locale", "no locale, standard output"])
def test_where_messages_go_changes_nothing_in_them(way, story):
    sources = {source["uri"]: source["data"] for source in story(way).of("source")}
    assert "Grüße aus Köln 🌻" in sources["office.feature"]
    assert steps(story(way), "Ein Schreibtisch") == [("einen Schreibtisch", PASSED, None)]


def test_a_language_that_is_given_as_an_option(story):
    assert steps(story("language by option"), "Ein Tisch") == [("a desk", PASSED, None)]


def test_an_option_for_hooks_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.feature").write_text("Feature: a\n")
    with pytest.raises(RuntimeError, match='messages_hooks is "all" or "notable", not "few"'):
        run_behave(tmp_path, "-D", "messages_hooks=few", "a.feature")
