"""Ids of messages: numbers from 0, with a prefix in a process that writes a part of the run."""

from gherkin.stream.id_generator import IdGenerator


class Ids(IdGenerator):
    """Gives each message an id that no other message of the run has."""

    prefix = ""

    def get_next_id(self) -> str:
        """The next id; processes that were forked have different prefixes."""
        return f"{self.prefix}{super().get_next_id()}"
