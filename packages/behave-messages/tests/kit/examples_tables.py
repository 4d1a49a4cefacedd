from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("there are {int} cucumbers")
def _(context, count):
    context.cucumbers = count


@step("there are {int} friends")
def _(context, count):
    context.friends = count


@step("I eat {int} cucumbers")
def _(context, count):
    context.cucumbers -= count


@step("I should have {int} cucumbers")
def _(context, count):
    assert context.cucumbers == count


@step("each person can eat {int} cucumbers")
def _(context, count):
    assert context.cucumbers // (context.friends + 1) == count
