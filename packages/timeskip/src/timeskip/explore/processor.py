"""Processor time: other work on the machine disturbs it less than time on the clock."""


def processor_seconds() -> float:
    """Return the seconds that this process, and the copies of it that have ended, have spent on a core."""
    # Only systems that can copy a process have it.
    import resource

    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)
