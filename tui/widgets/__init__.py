"""Pieces of screen; they show what they are given and ask the daemon nothing."""
