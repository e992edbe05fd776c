"""双公示: licences and penalties, imported, masked, cleared and shown for their time."""
