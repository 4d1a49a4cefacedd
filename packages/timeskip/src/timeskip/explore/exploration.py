"""What a project declares so that its stories can be told by the machine."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from timeskip.explore.act import Act, ToldAct, Values, WrongDeclaration
from timeskip.explore.steps import steps_of


def _nothing(context: Any) -> None:
    return None


@dataclass(frozen=True)
class Theme:
    """What a group of stories is about: its name, and the steps that each of them begins with, a line a step."""

    name: str
    beginning: str


@dataclass(frozen=True, kw_only=True)
class Exploration:
    """The acts of a project, and what each story is asked.

    ending: the step that ends each story, a Then; it fails where something is not as it always has to be.
    values: what a word in braces may be, by its name.
    state: what acts ask for their values; made from behave's context.
    answer: the step that has to follow what was told, given behave's context: “Then it is refused: …”; asked for again
        until it is None.
    apart: what else tells two states apart that have the same rows, given behave's context.
    in_copies: dotted paths of functions that start threads outside of Python: each call is made in a copy of its own.
        Otherwise a copy of the process would have none of these threads, and wait for them without end.

    WrongDeclaration, a ValueError, where an act could never be told.
    """

    themes: Sequence[Theme]
    acts: Sequence[Act]
    ending: str
    values: Mapping[str, Values] = field(default_factory=dict)
    state: Callable[[Any], Any] = lambda context: context
    answer: Callable[[Any], str | None] = _nothing
    apart: Callable[[Any], Hashable] = _nothing
    in_copies: Sequence[str] = ()

    def __post_init__(self) -> None:
        themes = [theme.name for theme in self.themes]
        if not themes:
            raise WrongDeclaration("An Exploration has a theme at least: without one it has no stories.")
        if twice := [name for name, times in Counter(themes).items() if times > 1]:
            raise WrongDeclaration(f"Two themes are called “{twice[0]}”.")
        for act in self.acts:
            act.require_words(self.values)
            if unknown := [name for name in act.themes.split() if name not in themes]:
                raise WrongDeclaration(
                    f"“{act.phrase}” is of the theme “{unknown[0]}”. Choose from: {', '.join(themes)}."
                )
        for theme in self.themes:
            if not self.acts_of(theme):
                raise WrongDeclaration(f"No act is of the theme “{theme.name}”, so it has no stories.")

    def require_steps(self, language: str | None) -> None:
        """WrongDeclaration where something declared cannot be read as steps in a language of Gherkin."""
        for text in (*(theme.beginning for theme in self.themes), *(act.phrase for act in self.acts)):
            steps_of(text, language)
        if len(steps_of(self.ending, language)) > 1:
            raise WrongDeclaration(f"“{self.ending}” has several steps. The ending is one.")

    def acts_of(self, theme: Theme) -> list[Act]:
        """Return the acts of a theme."""
        return [act for act in self.acts if act.is_of(theme.name)]

    def possible(self, theme: Theme, context: Any) -> list[tuple[Act, list[ToldAct]]]:
        """Return the acts of a theme that can happen now, each with every way to tell it."""
        state = self.state(context)
        acts = ((act, list(act.possible(state, self.values))) for act in self.acts_of(theme))
        return [(act, ways) for act, ways in acts if ways]
