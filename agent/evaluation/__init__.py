"""How good it is, measured on public data that nobody of this project wrote."""
