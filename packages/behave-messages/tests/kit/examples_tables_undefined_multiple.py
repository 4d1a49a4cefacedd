from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("there are {int} cucumbers")
def _(context, count):
    pass


@step("I eat {int} cucumbers")
def _(context, count):
    pass


@step("I should have {int} cucumbers")
def _(context, count):
    pass
