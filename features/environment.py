"""behave's hooks: the CRM's stories, and the drivers that tell them."""

import json
from contextlib import ExitStack, contextmanager

from behave.exception import ConfigError

from behave_messages import attach, wanted
from features.doors.opened import DOORS, SERVICE, door_of
from features.drivers import bank_file_format, page_words
from features.drivers.factories import count_anew
from features.drivers.plain_browser import PlainBrowser
from features.drivers.world import World
from features.invariants import Watcher
from features.notes import notes
from features.project import PROJECT, skip_empty_sweeps
from features.words import ADVICE, WORDS
from timeskip.behave import install
from timeskip.gherkin import dictionary, is_last, use_phrases
from timeskip.stacks.running import REAL

# packages/living-docs/README.md says what is in it.
DICTIONARY = "application/json; profile=dictionary"
# Sweeps that find nothing are sent as tasks, or are not.
SWEEPS = ("all", "needed")


@contextmanager
def around_step(context, step):
    """A refusal that no step speaks of fails the scenario; what a step brought about is attached to it."""
    refusals = context.world.refusals
    try:
        with refusals.leading_a_failure():
            yield
        if step.step_type == "given":
            refusals.check()
        if context.watcher is not None:
            context.watcher.check()
        if is_last(step, context.scenario):
            context.world.check()
    finally:
        context.world.evidence.hand_over(context)


use_phrases(
    (*WORDS, *bank_file_format.WORDS, *page_words.WORDS),
    advice=ADVICE,
    notes=notes(),
    around=around_step,
    attach=attach,
)


def before_all(context):
    context.config.setup_logging()
    context.resources = ExitStack()
    context.browser_of = browser_of_the_run(context)
    context.door = asked_for(context, "door", DOORS, SERVICE)
    # The real stack sends every task by itself.
    context.sweeps = asked_for(context, "sweeps", SWEEPS, "all" if context.stack.name == REAL else "needed")
    if wanted(context):
        phrases = dictionary.as_data(context._runner.step_registry)
        attach(context, DICTIONARY, json.dumps(phrases), "dictionary.json")


def asked_for(context, name, known, usual):
    """Return what `-D name=` asks for; ConfigError for anything but what is known."""
    asked = context.config.userdata.get(name, usual)
    if asked not in known:
        raise ConfigError(f"-D {name}= takes one of {', '.join(known)}, not “{asked}”.")
    return asked


def browser_of_the_run(context):
    """What makes somebody's browser: `-D browser=yes` shows pages in Chromium, on the real stack.

    `-D window=390x844` and `-D scheme=dark` choose its screen.
    """
    if context.config.userdata.get("browser") != "yes":
        return PlainBrowser
    # Playwright and Chromium are installed where they are asked for.
    from features.drivers.window import Window
    from timeskip.stacks.real.chromium import Chromium
    from timeskip.stacks.real.screen import screen_asked_for

    chromium = Chromium(context.stack.web_address, screen_asked_for(context.config.userdata))
    context.resources.callback(chromium.close)
    wants_pictures = wanted(context)

    def browser_of(who, client):
        return Window(chromium, who, client, context.world.evidence.page if wants_pictures else None)

    return browser_of


def before_scenario(context, scenario):
    if reason := why_not(context, scenario):
        scenario.skip()
        # Given to skip(), it would be a warning in the log of every such scenario.
        scenario.skip_reason = reason


def why_not(context, scenario):
    """Return why a scenario's door cannot tell it; None if it can."""
    door = door_of(scenario.filename, context.door)
    if door == SERVICE:
        return None
    from features.doors import limits

    return limits.why_not(door, scenario, context._runner.step_registry)


def django_ready(context):
    if context.sweeps == "needed":
        skip_empty_sweeps(context.story)
    door = door_of(context.scenario.filename, context.door)
    count_anew()
    context.world = World(context.story, context.browser_of, door)
    # The real stack's processes write where this one does not see it.
    context.watcher = Watcher(context.world) if context.stack.name != REAL else None


def after_scenario(context, scenario):
    context.world.close()


def after_all(context):
    context.resources.close()


install(globals(), PROJECT)
