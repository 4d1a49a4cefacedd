"""How long a test waits for another process before it takes it to hang."""

# Seconds. On a busy machine a process that starts Django takes more than a minute, a run of features five.
LONGEST = 900
