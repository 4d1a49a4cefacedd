"""What can happen in the stories that the machine tells: the suite's own phrases, a file a noun.

`manage.py explore` puts them together. An act's values lie at the edges of the business's rules, and follow
from the state of the story: all that is owed, the morning of the next reminder.
"""

from features.acts.exploration import EXPLORATION

__all__ = ["EXPLORATION"]
