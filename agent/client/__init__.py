"""How other processes talk to the daemon: a small port, and the socket behind it."""
