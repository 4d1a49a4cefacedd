"""Which step definition reads a step: phrases and behave's own kinds (parse, cfparse, re, …) side by side."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from behave.matchers import Match
from behave.model import Step
from behave.step_registry import AmbiguousStep, StepRegistry

from timeskip.gherkin.dictionary import answer_to
from timeskip.gherkin.phrase import BrokenPhrase, Phrase, has_words

TYPES = ("given", "when", "then")


class Ambiguous(Match):
    """A step that several step definitions read: running it fails and names them."""

    def __init__(self, definitions: list[Any]) -> None:
        super().__init__(definitions[0].func, [])
        self._definitions = definitions

    def run(self, context: Any) -> None:
        """Raise AmbiguousStep."""
        are_phrases = all(isinstance(one, Phrase) for one in self._definitions)
        kind = "phrases" if are_phrases else "step definitions"
        named = "; ".join(f"“{one.pattern}” ({one.location})" for one in self._definitions)
        raise AmbiguousStep(f"{len(self._definitions)} {kind} read this: {named}.")


def compare_few(registry: StepRegistry) -> None:
    """Let a registry compare a new step definition only with those that may clash with it.

    behave compares every two. Of a phrase with words in braces only the uses can be ambiguous, and these are told.
    """
    if "add_step_definition" in vars(registry):
        return
    add = registry.add_step_definition

    def add_step_definition(keyword: str, words: str, func: Callable[..., Any]) -> None:
        every = registry.steps[keyword.lower()]
        few = every
        if has_words(words):
            few = [one for one in every if one.pattern == words or not isinstance(one, Phrase)]
        known = len(few)
        registry.steps[keyword.lower()] = few
        try:
            add(keyword, words, func)
        finally:
            registry.steps[keyword.lower()] = every
        if few is not every:
            every += few[known:]

    registry.add_step_definition = add_step_definition


def with_answers(registry: StepRegistry) -> StepRegistry:
    """Make a registry find the step definition of a step once, answer an unknown step and refuse an ambiguous one.

    behave looks through every step definition for every step, behave-django does so once more, and of two that read
    the step behave takes the first.
    """
    known: dict[tuple[str, str], list[Any]] = {}
    # By the step's identity, until it is taken.
    asked_for: dict[int, Any] = {}

    def definitions_of(kind: str, words: str) -> list[Any]:
        key = (kind, words)
        if key not in known:
            candidates = (*registry.steps[kind], *registry.steps["step"])
            # One function may stand under two keywords with the same words.
            found = {(one.func, one.pattern): one for one in candidates if _reads(one, words)}
            known[key] = list(found.values())
        return known[key]

    def find_match(step: Step) -> Any:
        # behave-django asks for each step of a scenario, and then behave asks again. A later run of the scenario gets a
        # match of its own: what its words have become may have changed.
        if match := asked_for.pop(id(step), None):
            return match
        # A bullet says nothing of its type: behave gives it that of the step before, and then asks no other.
        kinds = (step.step_type, *TYPES) if step.keyword == "*" else (step.step_type,)
        kind = next((kind for kind in kinds if definitions_of(kind, step.name)), None)
        if kind is None:
            # Where behave shows what went wrong with a step; of an unknown one it has nothing to say.
            step.error_message = "\n".join([answer_to(step, registry), *broken_phrases(registry)])
            return None
        step.step_type = kind
        found = definitions_of(kind, step.name)
        match = Ambiguous(found) if len(found) > 1 else found[0].match(step.name)
        match.step = step
        asked_for[id(step)] = match
        return match

    registry.find_match = find_match
    return registry


def broken_phrases(registry: StepRegistry) -> list[str]:
    """Compile every phrase; return what is said of each that is broken. Steps compile only those that they need."""
    said = []
    for definition in chain.from_iterable(registry.steps.values()):
        try:
            _ = definition.regex_pattern
        except BrokenPhrase as error:
            said.append(str(error))
    return said


def _reads(definition: Any, words: str) -> bool:
    if not isinstance(definition, Phrase):
        # behave's own kinds can only be tried.
        return definition.match(words) is not None
    try:
        return definition.reads(words)
    except BrokenPhrase:
        # Its use fails the step, and says why.
        return True
