"""A runner that tells each feature in a process of its own, as a run in several processes does."""

from multiprocessing import get_context

from behave.runner import Runner

fork = get_context("fork")


class ForkingRunner(Runner):
    def run_model(self, features=None):
        (messages,) = (one for one in self.formatters if hasattr(one, "take_over"))
        messages.before_fork(self)
        told = [self._told(messages, number, feature) for number, feature in enumerate(self.features)]
        for _, part in told:
            messages.take_over(part)
        for formatter in self.formatters:
            formatter.close()
        return any(failed for failed, _ in told)

    def _told(self, messages, number, feature):
        ours, theirs = fork.Pipe()
        process = fork.Process(target=self._tell, args=(messages, number, feature, theirs))
        process.start()
        # It has begun, and does not know the feature yet.
        ours.send(messages.prepare(feature))
        told = ours.recv()
        process.join()
        return told

    def _tell(self, messages, number, feature, pipe):
        messages.in_worker(f"{number}-")
        messages.know(pipe.recv())
        # The run is not over with this feature.
        messages.close = lambda: None
        self.config.reporters = []
        failed = super().run_model([feature])
        pipe.send((failed, messages.hand_over(feature.walk_scenarios()[-1])))
