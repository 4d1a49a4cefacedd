from behave.runner import Runner


class Another(Runner):
    def run(self):
        print("Another runs.")  # noqa: T201
        return super().run()
