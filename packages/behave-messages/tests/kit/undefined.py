from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("an implemented step")
def _(context):
    pass


@step("a step that will be skipped")
def _(context):
    pass
