"""How many sockets one process holds, and how fast a push is with each of its readers."""
