"""双公示: licences and penalties as rows that are read, masked, and shown for a time."""
