from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("the customer has {int} cents")
def _(context, money):
    context.money = money


@step("there are chocolate bars in stock")
def _(context):
    context.stock = True


@step("there are no chocolate bars in stock")
def _(context):
    context.stock = False


@step("the customer tries to buy a {int} cent chocolate bar")
def _(context, price):
    context.sold = context.stock and context.money >= price


@step("the sale should not happen")
def _(context):
    assert not context.sold


@step("the sale should happen")
def _(context):
    assert context.sold
