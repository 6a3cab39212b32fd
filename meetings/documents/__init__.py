"""Papers of a meeting: the data first, then the bytes."""
