"""Tells scenarios with the hooks, steps and database of `manage.py behave`."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from behave.parser import parse_feature
from behave.runner import Context, the_step_registry
from behave.tag_expression import make_tag_expression

from timeskip.behave.runner import StoryRunner
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.randomness import repeated
from timeskip.explore.written import as_feature
from timeskip.gherkin.definitions import with_answers

Result = TypeVar("Result")


class BeginningFailed(Exception):
    """The steps that stories begin with fail by themselves."""


class _GoneOn(Exception):
    """A scenario has gone on from its end, with this result."""


class TellingRunner(StoryRunner):
    """Tells scenarios that no feature has, and goes on where one of them would end."""

    # What fails is told again and again, until it is reduced.
    is_quiet = True

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        # These choose scenarios of features. What is told here has neither tags nor a name of its own.
        config.tag_expression, config.name, config.dry_run = make_tag_expression([]), [], False
        self._go_on: Callable[[], Any] | None = None

    def load(self) -> None:
        """Load hooks and step definitions, as behave does before it runs features."""
        self.context = Context(self)
        self.load_hooks()
        self.load_step_definitions()
        self.step_registry = with_answers(the_step_registry)

    def run_hook(self, hook_name: str, *args: Any) -> Any:
        """Run a hook; before a scenario is ended, it goes on."""
        if hook_name == "after_scenario" and self._go_on and not self.context.scenario.status.has_failed():
            raise _GoneOn(self._go_on())
        return super().run_hook(hook_name, *args)

    def tell(self, title: str, steps: Sequence[str]) -> Breach | None:
        """Tell a scenario as `manage.py behave` does; returns what has failed in it."""
        language = self.config.lang
        self.feature = feature = parse_feature(as_feature(title, steps, language), language)
        with repeated():
            feature.run(self)
        (scenario,) = feature.walk_scenarios()
        failed = [one for one in (*scenario.all_steps, scenario) if one.status.has_failed()]
        return breach_of(failed[0].exception, failed[0].error_message) if failed else None

    def go_on(self, title: str, steps: Sequence[str], go_on: Callable[[], Result]) -> Result:
        """Tell a scenario, and return what `go_on` returns at its end. Nothing is undone: call it in a copy.

        Raises BeginningFailed where the scenario fails before.
        """
        self._go_on = go_on
        try:
            breach = self.tell(title, steps)
        except _GoneOn as gone_on:
            return gone_on.args[0]
        raise BeginningFailed(f"The beginning of “{title}” fails: {breach.said if breach else 'it has no end'}")
