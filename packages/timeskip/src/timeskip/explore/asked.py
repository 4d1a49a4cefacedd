"""What a run of `manage.py explore` is asked for."""

from dataclasses import dataclass

# Exit code of a run that could not explore; behave itself has 1 for a run in which something failed.
NOT_EXPLORED = 2


@dataclass(frozen=True)
class Asked:
    """exploration: the dotted path of the project's Exploration; themes: by name; depth: most acts of a story;
    minutes: how long random stories of each theme are told after that; seed: theirs; longest: most acts of one;
    one_in: of so many stories, one is told again from its beginning; budget: processor seconds for reducing a story;
    stop: whether no story of a theme is told after its first breach;
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
    stop: bool = False
    found: str = "features/found"
    report: str = "reports/explored.json"
