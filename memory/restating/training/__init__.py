"""Where the learnt sense of :mod:`memory.restating` comes from."""
