"""The names of borrowers and guarantors, one after the other."""

from faker import Faker


class Names:
    """Names that a seed gives, no surname twice; `taken` of them are skipped."""

    def __init__(self, seed: int, taken: int = 0) -> None:
        self._faker = Faker("en_AU")
        self._faker.seed_instance(seed)
        self.taken = 0
        for _ in range(taken):
            self.next()

    def next(self) -> str:
        """Return the next name."""
        self.taken += 1
        return f"{self._faker.first_name()} {self._faker.unique.last_name()}"
