"""behave's runner for exploring: hooks, steps and database are those of `manage.py behave`, the stories are not."""

import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from behave.parser import parse_feature
from behave.runner import Context, the_step_registry

from timeskip.behave.runner import StoryRunner
from timeskip.errors import NotSimulated
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.copies import require_copies
from timeskip.explore.randomness import repeated
from timeskip.explore.written import as_feature
from timeskip.gherkin.definitions import with_answers

# Exit code of a run that could not explore; behave itself has 1 for a run in which something failed.
NOT_EXPLORED = 2
Result = TypeVar("Result")


class BeginningFailed(Exception):
    """The steps that stories begin with fail by themselves."""


class _GoneOn(Exception):
    """A scenario has gone on from its end, with this result."""


class ExploringRunner(StoryRunner):
    """Tells scenarios, and lets whoever explores go on where one of them would end."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._go_on: Callable[[], Any] | None = None

    def run_with_paths(self) -> bool:
        """Explore as the userdata asks; returns whether anything was found."""
        # A session needs this module.
        from timeskip.explore.session import Session

        self.context = Context(self)
        self.load_hooks()
        self.load_step_definitions()
        self.step_registry = with_answers(the_step_registry)
        self.run_hook("before_all")
        try:
            require_copies()
            return Session(self).run()
        except (BeginningFailed, NotSimulated) as reason:
            print(reason, file=sys.__stderr__)
            sys.exit(NOT_EXPLORED)
        except Exception:
            traceback.print_exc(file=sys.__stderr__)
            sys.exit(NOT_EXPLORED)
        finally:
            # An error may have left a scenario before its end.
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.run_hook("after_all")

    def run_hook(self, hook_name: str, *args: Any) -> Any:
        """Run a hook; before a scenario is ended, it goes on."""
        if hook_name == "after_scenario" and self._go_on and not self.context.scenario.status.has_failed():
            raise _GoneOn(self._go_on())
        return super().run_hook(hook_name, *args)

    def tell(self, title: str, steps: Sequence[str]) -> Breach | None:
        """Tell a scenario as `manage.py behave` does; returns what has failed in it."""
        self.feature = feature = parse_feature(as_feature(title, steps))
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
