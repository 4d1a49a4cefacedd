"""How much bad input: some on each run of the tests, the same every time.

`pytest tests/bad_input --hypothesis-profile=thorough` takes 10,000, and prints what repeats a failure.
"""

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "usual", max_examples=300, derandomize=True, database=None, deadline=None, suppress_health_check=SLOW
)
settings.register_profile(
    "thorough", max_examples=10_000, print_blob=True, deadline=None, suppress_health_check=SLOW
)
settings.load_profile("usual")
