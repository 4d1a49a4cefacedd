"""Living documentation: one page from the messages of a run."""
