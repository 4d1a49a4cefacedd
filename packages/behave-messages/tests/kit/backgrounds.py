from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("an order for {string}")
def _(context, item):
    pass


@step("an action")
def _(context):
    pass


@step("an outcome")
def _(context):
    pass
