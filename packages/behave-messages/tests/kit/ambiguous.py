from behave import step, use_step_matcher
from behave.step_registry import AmbiguousStep

use_step_matcher("re0")


# behave itself takes the first that reads a step; it is for a project's own check to raise this.
@step(r"^a (.*?) with (.*?)$")
def _(context, what, how):
    raise AmbiguousStep("two definitions read this step")


@step(r"^a step with (.*?)$")
def _(context, how):
    pass
