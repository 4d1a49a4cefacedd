from pathlib import Path

from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

from behave_messages import attach

use_step_matcher_for_cucumber_expressions()
LOG = "text/x.cucumber.log+plain"
COLOURED = [("r", 31), ("a", 91), ("i", 33), ("n", 32), ("b", 34), ("o", 95), ("w", 35)]


@step("the string {string} is attached as {string}")
def _(context, text, media_type):
    attach(context, media_type, text)


@step("the string {string} is logged")
def _(context, text):
    attach(context, LOG, text)


@step("text with ANSI escapes is logged")
def _(context):
    rainbow = "".join(f"\x1b[{colour}m{letter}\x1b[0m" for letter, colour in COLOURED)
    attach(context, LOG, f"This displays a {rainbow}")


@step("the following string is attached as {string}:")
def _(context, media_type):
    attach(context, media_type, context.text)


@step("an array with {int} bytes is attached as {string}")
def _(context, count, media_type):
    context.attach(media_type, bytes(range(count)))


@step("a PDF document is attached and renamed")
def _(context):
    attach(context, "application/pdf", Path("document.pdf").read_bytes(), "renamed.pdf")


@step("a link to {string} is attached")
def _(context, address):
    attach(context, "text/uri-list", address)


@step("the string {string} is attached as {string} before a failure")
def _(context, text, media_type):
    attach(context, media_type, text)
    raise RuntimeError("whoops")
