"""Exploring: short stories that the machine tells, out of the suite's own phrases.

A project declares its acts beside its step definitions, in an `Exploration` that `timeskip.project.Project` names:

    PROJECT = Project(..., exploration="features.acts.EXPLORATION")

`manage.py explore --depth 3 --theme payments` then tells every story of up to three acts of that theme.
"""

from timeskip.explore.act import Act, ToldAct
from timeskip.explore.exploration import Exploration, Theme

__all__ = ["Act", "Exploration", "Theme", "ToldAct"]
