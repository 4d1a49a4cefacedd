"""The run's own process: it deals scenarios to workers, and makes one run of what they report."""

import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import wait
from tempfile import TemporaryFile

from behave.model import Feature
from behave.runner import ModelRunner

from timeskip.behave.ending import INTERRUPTED, TERMINATED
from timeskip.behave.formatters import Guard
from timeskip.behave.parallel import databases, times
from timeskip.behave.parallel.colleague import Colleague, Signs, held, signals
from timeskip.behave.parallel.dealing import Dealer, FixedDealer, in_dealing_order
from timeskip.behave.parallel.items import Item, items_of
from timeskip.behave.parallel.process import begin
from timeskip.behave.parallel.results import Results
from timeskip.behave.parallel.worker import Worker

OF_CONTAINERS = ("before_feature", "after_feature", "before_rule", "after_rule", "before_tag", "after_tag")
# Seconds that workers have to end by themselves after Ctrl-C, unless `-D grace=SECONDS` says otherwise.
GRACE = 10
# What ends a run early, by the signal.
INTERRUPTS = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}

fork = get_context("fork")


class ParallelRun:
    """One run of behave, told by several processes."""

    def __init__(self, runner: ModelRunner, features: list[Feature], guards: Sequence[Guard], workers: int) -> None:
        self._runner, self._guards, self._features = runner, guards, features
        self._items = items_of(features)
        chosen = [number for number, item in enumerate(self._items) if item.scenario.should_run(runner.config)]
        self._numbers = {id(item): number for number, item in enumerate(self._items)}
        self._count = min(workers, len(chosen))
        self._known_times = times.read(times.file_of(runner.config.userdata))
        self._times: dict[str, float] = {}
        self._dealer = self._dealer_of([self._items[number] for number in chosen])
        self._results = Results(runner, features, self._items, chosen, guards)
        self._signs = Signs(fork.RawValue("b", 0), fork.RawArray("i", self._count))
        self._workers: list[Colleague] = []
        self._was_interrupted = False
        self._starts = 0
        self._resources = ExitStack()

    def run(self) -> bool:
        """Tell every scenario; returns whether anything failed."""
        began = time.time()
        self._results.before_fork()
        with databases.copies(self._count), self._resources:
            self._signals = self._resources.enter_context(signals())
            self._resources.callback(self._end_all)
            for number in range(self._count):
                self._workers.append(self._started(number))
            self._listen()
        times.keep(self._times, self._runner.config.userdata)
        return self._results.finish(time.time() - began)

    def _dealer_of(self, items: list[Item]) -> Dealer:
        if "shuffle" in self._runner.config.userdata:
            return FixedDealer(items, self._count)
        hooks = (self._runner.hooks.get(name) for name in OF_CONTAINERS)
        # behave-django adds some that do nothing.
        by_feature = any(hook and not str(hook.__module__).startswith("behave_django") for hook in hooks)
        return Dealer(in_dealing_order(items, self._known_times, self._count), by_feature=by_feature)

    def _started(self, number: int) -> Colleague:
        self._starts += 1
        ours, theirs = fork.Pipe()
        outputs = [self._resources.enter_context(TemporaryFile()) for _ in range(2)]  # noqa: SIM115
        others = [worker.channel for worker in self._workers]

        def worker() -> Worker:
            # An end that is open in another worker would hide that this run has ended.
            for channel in (ours, *others):
                channel.close()
            return Worker(
                number,
                self._runner,
                self._items,
                self._results.containers,
                self._guards,
                theirs,
                self._signs,
                self._starts,
            )

        sys.stdout.flush()
        sys.stderr.flush()
        process = fork.Process(target=begin, args=(number, worker, outputs), name=f"worker {number + 1}")
        with held():
            process.start()
        theirs.close()
        return Colleague(number, process, ours, outputs, known=self._results.preparation.done)

    # -- While workers run

    def _listen(self) -> None:
        while active := [worker for worker in self._workers if not worker.is_gone]:
            preparation = self._results.preparation
            # What the run has to read for its workers it reads while it has nothing else to do.
            timeout = 0 if preparation.is_left else None
            ready = wait([self._signals, *(worker.channel for worker in active if not worker.is_silent)], timeout)
            if not ready:
                preparation.go_on()
            if self._signals in ready:
                self._answer(os.read(self._signals, 1024))
            for worker in active:
                if worker.channel in ready:
                    self._hear(worker)
                self._notice_its_end(worker)

    def _hear(self, worker: Colleague) -> None:
        try:
            report = worker.channel.recv()
        except (EOFError, OSError):
            worker.is_silent = True
            return
        if report.number is not None and report.state:
            self._times[self._items[report.number].key] = time.monotonic() - worker.since
        worker.item = None
        worker.is_ready = True
        worker.has_told_all = worker.is_silent = report.is_last
        self._results.take(report, worker.number, worker.output())
        if report.was_aborted:
            self._abort(report.why_aborted)
        elif report.has_failed and self._runner.config.stop:
            self._stop()
        if not report.is_last:
            self._deal(worker)

    def _notice_its_end(self, worker: Colleague) -> None:
        if worker.process.exitcode is None:
            return
        # A process that it has left behind may hold its end of the channel.
        while not worker.is_silent and worker.channel.poll():
            self._hear(worker)
        worker.is_gone = worker.is_silent = True
        if not worker.has_told_all:
            self._bury(worker)

    def _deal(self, worker: Colleague) -> None:
        item = self._dealer.next(worker.number)
        self._signs.steps[worker.number] = -1
        if item is None:
            worker.let_end()
            return
        feature = item.containers[0]
        prepared = None if id(feature) in worker.known else self._results.preparation.of(feature)
        worker.known.add(id(feature))
        worker.deal(self._numbers[id(item)], prepared)

    def _stop(self) -> None:
        self._dealer.stop()
        self._signs.stop.value = 1

    def _abort(self, reason: str) -> None:
        self._stop()
        self._runner.abort(reason=reason)

    def _bury(self, worker: Colleague) -> None:
        name = f"Worker {worker.number + 1} (process {worker.process.pid}) {worker.end}"
        self._results.died(name, worker.item, self._signs.steps[worker.number], worker.output())
        if not worker.is_ready:
            # So would the next.
            self._abort(f"{name} before its first scenario.")
        elif not self._dealer.is_empty():
            self._workers[worker.number] = self._started(worker.number)

    # -- The end

    def _answer(self, numbers: bytes) -> None:
        """Answer signals. That a process has ended is noticed anyway."""
        for number in numbers:
            if number in INTERRUPTS:
                self._interrupt(INTERRUPTS[number])
            elif number == signal.SIGALRM:
                self._kill_all()

    def _interrupt(self, reason: str) -> None:
        """End all at once, as behave ends a step at Ctrl-C; the second time, or after the grace, by force."""
        grace = self._runner.config.userdata.getfloat("grace", GRACE)
        if self._was_interrupted or not grace:
            self._kill_all()
        if self._was_interrupted:
            return
        self._was_interrupted = True
        self._abort(reason)
        for worker in self._workers:
            if worker.process.is_alive():
                os.kill(worker.process.pid, signal.SIGTERM)
        signal.setitimer(signal.ITIMER_REAL, grace)

    def _kill_all(self) -> None:
        for worker in self._workers:
            worker.process.kill()

    def _end_all(self) -> None:
        """Leave no worker behind: its copy of the database can be removed only without it."""
        self._kill_all()
        for worker in self._workers:
            worker.process.join()
