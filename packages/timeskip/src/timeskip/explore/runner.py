"""behave's runner for exploring: hooks, steps and database are those of `manage.py behave`, the stories are not."""

from collections.abc import Callable, Sequence
from typing import Any

from behave.parser import parse_feature
from behave.runner import Context, the_step_registry

from timeskip.behave.runner import StoryRunner
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.randomness import repeated
from timeskip.explore.written import as_feature
from timeskip.gherkin.definitions import with_answers


class ExploringRunner(StoryRunner):
    """Tells beginnings, and hands each to what explores from there."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._at_the_end: Callable[[], None] | None = None

    def run_with_paths(self) -> bool:
        """Explore as the userdata asks; returns whether anything was found."""
        from timeskip.explore.session import Session

        self.context = Context(self)
        self.load_hooks()
        self.load_step_definitions()
        self.step_registry = with_answers(the_step_registry)
        self.run_hook("before_all")
        try:
            return Session(self).run()
        finally:
            self.run_hook("after_all")

    def run_hook(self, hook_name: str, *args: Any) -> Any:
        """Run a hook; a scenario that is explored goes on where behave would end it."""
        if hook_name == "after_scenario" and self._at_the_end:
            at_the_end, self._at_the_end = self._at_the_end, None
            at_the_end()
        return super().run_hook(hook_name, *args)

    def tell(self, title: str, steps: Sequence[str], at_the_end: Callable[[], None] | None = None) -> Breach | None:
        """Tell a scenario from its beginning; `at_the_end` goes on from there. Returns what failed."""
        self.feature = feature = parse_feature(as_feature(title, steps))
        self._at_the_end = at_the_end
        with repeated():
            feature.run(self)
        for scenario in feature.walk_scenarios():
            for step in scenario.all_steps:
                if step.status.has_failed():
                    return breach_of(step.exception, step.error_message)
            if scenario.status.has_failed():
                return breach_of(scenario.exception, scenario.error_message)
        return None
