"""What a run of `manage.py explore` is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """exploration: the dotted path of the project's Exploration; themes: by name; depth: most acts of a story;
    minutes: how long random stories of each theme are told after that; seed: theirs; longest: most acts of one;
    one_in: of so many stories, one is told again from its beginning; budget: processor seconds for reducing a story;
    found: the folder for scenarios; report: the file for the figures.
    """

    exploration: str
    themes: list[str]
    depth: int = 2
    minutes: float = 0
    seed: int = 0
    longest: int = 12
    one_in: int = 50
    budget: float = 60
    found: str = "features/found"
    report: str = "reports/explored.json"
