"""Every phrase: its meaning, and where it is used."""

from collections import defaultdict
from dataclasses import dataclass, field

from living_docs.model import Run


@dataclass
class Phrase:
    """One phrase, with the addresses and names of the scenarios that use it."""

    phrase: str
    place: str
    keyword: str = ""
    meaning: str = ""
    example: str = ""
    family: str = ""
    uses: int = 0
    scenarios: dict[str, str] = field(default_factory=dict)


def dictionary(run: Run) -> list[Phrase]:
    """The phrases of a run by family, with what the suite's dictionary says about them."""
    # Definitions have no keyword in the standard; those with equal patterns are in the same order.
    said = defaultdict(list)
    for one in run.dictionary:
        said[one["phrase"], one["place"]].append(one)
    phrases = {}
    for key, definition in run.definitions.items():
        phrase = phrases[key] = Phrase(definition.pattern, definition.place)
        if known := said[definition.pattern, definition.place]:
            one = known.pop(0)
            phrase.keyword, phrase.meaning = one["keyword"], one["meaning"]
            phrase.example, phrase.family = one["example"], one["family"]
    for _, scenario, case in run.told:
        for key in (key for step in case.steps for key in step.definitions):
            phrases[key].uses += 1
            phrases[key].scenarios.setdefault(scenario.id, scenario.name)
    return sorted(phrases.values(), key=lambda phrase: phrase.family)
