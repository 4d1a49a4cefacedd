"""An act: something that can happen in a story, as a phrase whose words have a few values each."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# What a word in braces may be: texts, or a function of the state and of the words before it. Simplest first.
Values = Collection[str] | Callable[[Any, Mapping[str, str]], Iterable[str]]
_WORD = re.compile(r"\{([\w ]+)\}")


class WrongDeclaration(ValueError):
    """What a project declares, or what a function that it declares returns, cannot be told."""


@dataclass(frozen=True)
class ToldAct:
    """An act as it was told: its steps, and simpler steps that could have been told in their place."""

    steps: str
    simpler: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """A phrase, or several lines of them, with words in braces: "When {borrower} pays {amount}".

    themes: what it belongs to, such as "payments reminders".
    weight: how often a random story takes it, beside the others.
    values: of words that the project's own values do not fit.
    when: whether it can happen in a state at all; by default always.
    """

    phrase: str
    themes: str
    weight: int = 1
    values: Mapping[str, Values] = field(default_factory=dict)
    when: Callable[[Any], bool] = lambda state: True

    def is_of(self, theme: str) -> bool:
        """Whether it belongs to a theme."""
        return theme in self.themes.split()

    def require_words(self, values: Mapping[str, Values]) -> None:
        """WrongDeclaration where a word of the phrase has no values; `values` are those of every act."""
        words = self._words
        if strange := [name for name in self.values if name not in words]:
            raise WrongDeclaration(f"“{self.phrase}” has no {{{strange[0]}}}, and values for it.")
        for name in words:
            own = {**values, **self.values}.get(name)
            if own is None:
                raise WrongDeclaration(f"“{self.phrase}” has no values for {{{name}}}.")
            if not callable(own) and (isinstance(own, Iterator) or not _are_texts(own)):
                raise WrongDeclaration(f"The values of {{{name}}} are {own!r}. Give a list of texts, or a function.")

    @property
    def _words(self) -> list[str]:
        """The words in braces, each once."""
        return list(dict.fromkeys(_WORD.findall(self.phrase)))

    def possible(self, state: Any, values: Mapping[str, Values]) -> Iterator[ToldAct]:
        """Yield each way to tell it in the present state, simplest first; `values` are those of every act."""
        if not self.when(state):
            return
        known = {**values, **self.values}
        simpler: list[str] = []
        for words in _choices(self._words, known, state, {}):
            steps = _WORD.sub(lambda word, words=words: words[word[1]], self.phrase)
            yield ToldAct(steps, tuple(simpler))
            simpler.append(steps)


def _choices(
    names: list[str], values: Mapping[str, Values], state: Any, words: dict[str, str]
) -> Iterator[dict[str, str]]:
    """Yield each way to choose the words that are left. KeyError for one without values."""
    if not names:
        yield words
        return
    name, *others = names
    for value in dict.fromkeys(_values_of(name, values[name], state, words)):
        yield from _choices(others, values, state, {**words, name: value})


def _values_of(name: str, own: Values, state: Any, words: Mapping[str, str]) -> Collection[str]:
    if not callable(own):
        return own
    returned: Any = own(state, words)
    values = list(returned) if isinstance(returned, Iterator) else returned
    if not _are_texts(values):
        raise WrongDeclaration(f"The function for {{{name}}} has returned {values!r}. Return a list of texts.")
    return values


def _are_texts(values: Any) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, str) and all(isinstance(one, str) for one in values)
