"""behave's runner for stories: order, durations, reports, and the answer to unknown phrases.

`manage.py behave` takes it in the place of behave's own; a project's runner may extend it.
"""

import gc
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import behave.parser
import behave.runner_util
from behave.configuration import Configuration
from behave.exception import ConfigError, InvalidFilenameError
from behave.model import Feature
from behave.model_type import FileLocation
from behave.reporter.junit import JUnitReporter
from behave.runner import Runner, the_step_registry

from timeskip.behave import choice, ending, places
from timeskip.behave.books import BooksFile
from timeskip.behave.formatters import guarded
from timeskip.behave.junit import JUnit
from timeskip.behave.overheads import lower_overheads
from timeskip.behave.parallel.options import workers_asked_for
from timeskip.behave.parallel.sharding import keep_shard, keep_times
from timeskip.behave.retelling import Retellings, sampling_of
from timeskip.behave.tellings import Telling
from timeskip.gherkin.definitions import compare_few, with_answers
from timeskip.project import Project
from timeskip.retelling.declared import Retelling
from timeskip.retelling.ways import ways_named
from timeskip.stacks.running import REAL

# Userdata that only this runner reads.
OF_RUNNER = {"shuffle", "parallel", "shard", "retell", "books"}


def _duration(container: Any) -> float:
    return sum(scenario.duration for scenario in container.walk_scenarios())


# behave 1.3.3 leaves the scenarios inside Rules out of a feature's duration.
Feature.duration = property(_duration)

# behave's fail at a byte order mark, and take paths and titles for patterns.
behave.parser.parse_file = places.parse_file
behave.runner_util.FeatureListParser = places.PlacesParser
Configuration.build_name_re = staticmethod(choice.pattern_of)
lower_overheads()


class StoryRunner(Runner):
    """Runs features in order, or in a random order that its seed repeats (`-D shuffle=SEED`)."""

    # The project's, which `manage.py behave` puts here.
    retelling: Retelling | None = None
    # What is done with the story of the scenario that is running.
    telling: Telling | None = None
    # Why the run ends before its end, if it does.
    why_aborted = ""

    def __init__(self, config: Configuration) -> None:
        super().__init__(config)
        if config.jobs > 1:
            raise ConfigError(f"--jobs, and jobs in behave.ini, do nothing here: use --parallel {config.jobs}.")
        reporters = config.reporters
        reporters[:] = [JUnit(config) if type(one) is JUnitReporter else one for one in reporters]

    def setup_paths(self) -> None:
        """Find steps and environment. Raises ConfigError where there is no such file or line."""
        # behave would look for the steps beside a file that is not there, and miss those.
        self.feature_locations()
        super().setup_paths()

    def feature_locations(self) -> list[FileLocation]:
        """Return the places that are asked for. Raises ConfigError where there is no such file or line."""
        try:
            places_asked_for = super().feature_locations()
            choice.require_lines(places_asked_for)
        except InvalidFilenameError as error:
            raise ConfigError(f"There is nothing to run: {error} is no folder and no .feature file.") from error
        except FileNotFoundError as error:
            raise ConfigError(f"There is nothing to run: there is no file {error.filename or error}.") from error
        return places_asked_for

    def load_step_definitions(self, extra_step_paths: Sequence[str] | None = None) -> None:
        """Load every step definition."""
        compare_few(the_step_registry)
        super().load_step_definitions(extra_step_paths)

    def abort(self, reason: str | None = None) -> None:
        """End the run early, and keep the first reason."""
        self.why_aborted = self.why_aborted or reason or ""
        super().abort(self.why_aborted)

    def run_model(self, features: list[Feature] | None = None) -> bool:
        """Run the features; returns whether anything failed. Raises ConfigError where there is nothing to run."""
        features = self.features if features is None else features
        choice.require_choice(features, self.config)
        guards = guarded(self.formatters)
        # What is loaded by now stays until the end: the search for garbage need not look at it again and again.
        gc.freeze()
        gc.enable()
        self.step_registry = with_answers(self.step_registry or the_step_registry)
        try:
            workers = self._divide(features)
        except ValueError as error:
            raise ConfigError(str(error)) from error
        for reporter in self.config.reporters:
            if hasattr(reporter, "testrun_started"):
                # behave itself begins to count only when the first feature has ended.
                reporter.testrun_started(time.time())
                # It adds up what each feature took, but to the time since the start.
                reporter.duration = 0
        told_by = self._telling_otherwise(features)
        if workers > 1:
            # Nine modules that a run in one process does not need.
            from timeskip.behave.parallel.run import ParallelRun

            failed = ParallelRun(self, features, guards, workers).run()
        else:
            with ending.told(self), ending.terminated(self):
                failed = super().run_model(features)
            keep_times(features, self.config)
        if told_by:
            print(told_by.report())  # noqa: T201
        return failed or any(guard.has_failed for guard in guards)

    def _telling_otherwise(self, features: list[Feature]) -> Any:
        """Let scenarios be retold, or their books be kept, where that is asked for."""
        retell, books = self.config.userdata.get("retell"), self.config.userdata.get("books")
        if self.retelling is None or self.config.dry_run:
            return None
        if books:
            BooksFile(self.retelling, Path(books)).prepare(features)
        if not retell:
            return None
        retellings = Retellings(self, self.retelling, ways_named(retell), sampling_of(self.config.userdata))
        retellings.prepare(features)
        return retellings

    def _divide(self, features: list[Feature]) -> int:
        """Keep the scenarios of this shard, in the order that is asked for; returns the number of processes.

        ValueError where an option is none.
        """
        workers = workers_asked_for(self.config.userdata)
        keep_shard(features, self.config, self.formatters)
        asked = self.config.userdata.get("shuffle")
        if asked is not None:
            seed = seed_of(asked)
            print(f"Shuffled with seed {seed}: --shuffle {seed} repeats this order.")  # noqa: T201
            _shuffle(features, random.Random(seed))  # noqa: S311 an order is no secret
        if self.config.dry_run:
            # Nothing runs, so there is nothing to divide.
            return 1
        chosen = [one for feature in features for one in feature.walk_scenarios() if one.should_run(self.config)]
        return min(workers, len(chosen))


def require_runner(runner: type, userdata: Mapping[str, str]) -> None:
    """Raise ValueError where a runner that is not timeskip's is asked for what only timeskip's does."""
    if (asked := OF_RUNNER & userdata.keys()) and not issubclass(runner, StoryRunner):
        raise ValueError(
            f"--{min(asked)} needs timeskip.behave.runner.StoryRunner or a runner that extends it, "
            f"and {runner.__module__}.{runner.__qualname__} does not."
        )


def require_books(project: Project | None, userdata: Mapping[str, str], stack: str) -> None:
    """Raise ValueError where stories cannot be told otherwise, or their books be written."""
    if not ({"retell", "books"} & userdata.keys()):
        return
    if project is None or project.retelling is None:
        raise ValueError("--retell and --books need Project(retelling=timeskip.retelling.Retelling(books=…)).")
    if retell := userdata.get("retell"):
        ways_named(retell)
        sampling_of(userdata)
        if stack == REAL:
            raise ValueError("--retell needs one process: --books on each stack and compare_books compare stacks.")
        if workers_asked_for(userdata) > 1 or "books" in userdata:
            raise ValueError("--retell tells in one process and compares at once: not with --parallel or --books.")


def seed_of(asked: str) -> str:
    """Return the seed of an order that is asked for: a number, or for 'random' a new one; ValueError for others."""
    if asked == "random":
        return str(random.SystemRandom().randrange(10**6))
    if not asked.isdigit():
        raise ValueError(f"--shuffle takes a whole number or 'random', not {asked!r}.")
    return asked


def _shuffle(features: list[Feature], order: random.Random) -> None:
    order.shuffle(features)
    for feature in features:
        order.shuffle(feature.run_items)
        for rule in feature.iter_rules():
            order.shuffle(rule.run_items)
