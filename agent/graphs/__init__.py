"""Written as the package fills."""
