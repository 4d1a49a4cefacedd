from behave import step, use_step_matcher
from behave.api.pending_step import StepNotImplementedError
from behave.step_registry import AmbiguousStep

use_step_matcher("re0")


@step(r"^a step$")
def _(context):
    pass


@step(r"^a failing step$")
def _(context):
    raise RuntimeError("whoops")


@step(r"^a pending step$")
def _(context):
    raise StepNotImplementedError


@step(r"^a skipped step$")
def _(context):
    context.scenario.skip()


# behave itself takes the first that reads a step; it is for a project's own check to raise this.
@step(r"^an ambiguous (.*?)$")
def _(context, what):
    raise AmbiguousStep("two definitions read this step")


@step(r"^(.*?) ambiguous step$")
def _(context, article):
    pass
