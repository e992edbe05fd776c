"""Files: taken in, kept, cleaned for the public."""
