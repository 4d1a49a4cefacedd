from behave import step
from behave.contrib.scenario_autoretry import patch_scenario_with_autoretry
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()
TIMES = {"second": 0, "third": 0}


def before_feature(context, feature):
    for scenario in feature.walk_scenarios():
        patch_scenario_with_autoretry(scenario, max_attempts=3)


def fail_until(time, times):
    TIMES[time] += 1
    if TIMES[time] < times:
        raise RuntimeError("Exception in step")


@step("a step that always passes")
def _(context):
    pass


@step("a step that passes the second time")
def _(context):
    fail_until("second", 2)


@step("a step that passes the third time")
def _(context):
    fail_until("third", 3)


@step("a step that always fails")
def _(context):
    raise RuntimeError("Exception in step")
