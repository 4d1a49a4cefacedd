"""How many sockets one process holds, and how long a push takes."""
