"""Where the built-in engine's heads come from."""
