"""What the commands about stories told otherwise have in common."""

from django.core.management.base import BaseCommand, CommandError

from timeskip.project import declared_project
from timeskip.retelling.declared import Retelling

MISSING = "The project declares no retelling: Project(retelling=timeskip.retelling.Retelling(books=…))."


class RetellingCommand(BaseCommand):
    """A command about what the project declares in `Project.retelling`."""

    @property
    def retelling(self) -> Retelling:
        """What the project declares; CommandError where it declares nothing."""
        project = declared_project()
        if project is None or project.retelling is None:
            raise CommandError(MISSING)
        return project.retelling
