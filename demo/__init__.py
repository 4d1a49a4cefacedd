"""A year of business for people to look at, played through the real tasks. Development only."""
