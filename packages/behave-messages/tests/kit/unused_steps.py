from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("a step that is used")
def _(context):
    pass


@step("a step that is not used")
def _(context):
    pass
