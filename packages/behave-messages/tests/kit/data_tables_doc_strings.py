from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("a step with a data table a doc string")
def _(context):
    pass


@step("a step with a doc string a data table")
def _(context):
    pass
