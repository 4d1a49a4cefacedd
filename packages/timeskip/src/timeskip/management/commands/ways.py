"""`manage.py ways`: how stories are told otherwise, and what may then differ, as a page of Markdown."""

from typing import Any

from timeskip.management.retelling_command import RetellingCommand
from timeskip.retelling.table import as_markdown


class Command(RetellingCommand):
    """Prints the ways in which stories are told otherwise, and what may differ, each with its reason."""

    help = "Prints the ways in which stories are told otherwise, and what may differ, each with its reason."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown(self.retelling), ending="")
