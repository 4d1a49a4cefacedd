from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

from behave_messages import attach

use_step_matcher_for_cucumber_expressions()


@step("a step passes")
def _(context):
    pass


def before_all(context):
    attach(context, "text/plain", "Attachment from BeforeAll hook")


def after_all(context):
    attach(context, "text/plain", "Attachment from AfterAll hook")
