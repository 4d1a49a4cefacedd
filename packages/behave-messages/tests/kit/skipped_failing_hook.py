from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("a step that skips")
def _(context):
    context.scenario.skip()


def after_scenario(context, scenario):
    raise RuntimeError("whoops")
