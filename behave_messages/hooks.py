"""behave's hooks, of which it tells formatters nothing: heard by standing between behave and each of them."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

import cucumber_messages as messages
from behave.runner import Context, ModelRunner

BEFORE_RUN, AFTER_RUN = messages.HookType.before_test_run, messages.HookType.after_test_run
BEFORE_CASE, AFTER_CASE = messages.HookType.before_test_case, messages.HookType.after_test_case
BEFORE_STEP, AFTER_STEP = messages.HookType.before_test_step, messages.HookType.after_test_step

# Of features, rules and whatever others there are, the standard has no word.
TYPES = {
    "before_all": BEFORE_RUN,
    "after_all": AFTER_RUN,
    "before_scenario": BEFORE_CASE,
    "after_scenario": AFTER_CASE,
    "before_step": BEFORE_STEP,
    "after_step": AFTER_STEP,
}
AFTER = ("after_scenario", "after_tag")
# behave-django's, which is called when the database is ready for a scenario.
OF_OTHERS = ("django_ready",)


def is_hook(name: str) -> bool:
    """Whether behave, or who extends it, would call what has this name."""
    return name.startswith(("before_", "after_")) or name in OF_OTHERS


class Listener(Protocol):
    """Who wants to hear of hooks."""

    def run_begins(self, runner: ModelRunner, hooks: dict[str, Callable]) -> None:
        """Everything is loaded, and nothing has run."""

    def hook_begins(self, name: str, context: Context, statement: object) -> None:
        """A hook is about to run, for a statement of Gherkin where it is about one."""

    def hook_ends(self, error: BaseException | None) -> None:
        """The hook that began last has ended, with an error or without."""


class HookWatch:
    """From its making to its end, a listener hears of each hook of the next run."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._run_hook = run_hook = ModelRunner.run_hook
        self._runner: ModelRunner | None = None
        self._hooks: dict[str, Callable] = {}

        @wraps(run_hook)
        def first_hook(runner: ModelRunner, *args, **kwargs):
            self._stop_waiting()
            self._listen_to(runner)
            # Anew, by name: somebody else may stand in between as well.
            return runner.run_hook(*args, **kwargs)

        # The runner shows itself with its first hook, and that is called whether it is defined or not.
        self._first_hook = ModelRunner.run_hook = first_hook

    def end(self) -> None:
        """Give the runner its hooks back."""
        self._stop_waiting()
        if self._runner is not None:
            self._runner.hooks.update(self._hooks)

    def _stop_waiting(self) -> None:
        if ModelRunner.run_hook is self._first_hook:
            ModelRunner.run_hook = self._run_hook

    def _listen_to(self, runner: ModelRunner) -> None:
        self._runner = runner
        # behave keeps everything that the environment file defines among its hooks.
        self._hooks = {name: hook for name, hook in runner.hooks.items() if is_hook(name)}
        self._listener.run_begins(runner, self._hooks)
        for name, hook in self._hooks.items():
            runner.hooks[name] = self._heard(name, hook)

    def _heard(self, name: str, hook: Callable) -> Callable:
        @wraps(hook)
        def heard(context: Context, *args):
            self._listener.hook_begins(name, context, args[0] if args else None)
            error = None
            try:
                return hook(context, *args)
            except BaseException as raised:
                error = raised
                raise
            finally:
                self._listener.hook_ends(error)

        return heard
