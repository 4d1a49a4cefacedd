"""A run that several processes tell is written as one."""

from collections import Counter

from looking import run_hooks


def told(run) -> Counter:
    """Each attempt: its scenario, and each step's or hook's words, status, message and attachments' names."""
    names = {hook["id"]: hook["name"] for hook in run.of("hook")}
    texts = {step["id"]: step["text"] for pickle in run.of("pickle") for step in pickle["steps"]}
    pickles = {pickle["id"]: (pickle["uri"], pickle["location"]["line"]) for pickle in run.of("pickle")}
    cases = {case["id"]: case for case in run.of("testCase")}
    attempts = Counter()
    for started in run.of("testCaseStarted"):
        case = cases[started["testCaseId"]]
        results = {
            one["testStepId"]: (one["testStepResult"]["status"], one["testStepResult"].get("message"))
            for one in run.of("testStepFinished")
            if one["testCaseStartedId"] == started["id"]
        }
        attached = Counter(
            one["testStepId"]
            for kind in ("attachment", "externalAttachment")
            for one in run.of(kind)
            if one.get("testCaseStartedId") == started["id"]
        )
        parts = tuple(
            (
                names.get(step.get("hookId")) or texts.get(step.get("pickleStepId")),
                *results[step["id"]],
                attached[step["id"]],
            )
            for step in case["testSteps"]
        )
        attempts[(pickles[case["pickleId"]], started["attempt"], parts)] += 1
    return attempts


def test_scenarios_are_those_of_one_process(story):
    parts, whole = story("in processes"), story("in one process")
    assert told(parts) == told(whole)
    assert sum(told(whole).values()) > 20


def test_every_kind_of_message_is_written_as_often(story):
    def kinds(run) -> Counter:
        return Counter(next(iter(envelope)) for envelope in run.envelopes)

    assert kinds(story("in processes")) == kinds(story("in one process"))


def test_hooks_that_pass_in_every_process_are_written_once(story):
    assert sorted(run_hooks(story("in processes"))) == sorted(run_hooks(story("in one process")))


def test_a_hook_that_fails_alike_in_every_process_is_written_once(story):
    hooks = run_hooks(story("hooks fail in processes"))
    assert [status for name, status, _ in hooks if name == "before_all"] == ["FAILED"]


def test_a_cleanup_that_fails_in_every_process_has_a_definition_in_each(story):
    run = story("cleanups fail in processes")
    assert len([hook for hook in run.of("hook") if hook["name"] == "cleanup"]) == 2
