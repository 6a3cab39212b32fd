"""What the floor shows, by subject."""
