"""Where the learnt sense of :mod:`memory.overtaking` comes from."""
