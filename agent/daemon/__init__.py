"""The one process that owns the store and the model; everybody else is its client."""
