"""Which models there are, which fit this machine, and how they get here.

Importing this package loads neither llama.cpp nor anything that reaches for the network.
"""
