"""Many files: worker processes, limits, and what became of each file."""
