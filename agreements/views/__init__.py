"""What the floor shows: reading, writing, giving one's word, checking a sheet."""
