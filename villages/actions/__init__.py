"""Every change on this floor with an effect beyond its own row, by subject."""
