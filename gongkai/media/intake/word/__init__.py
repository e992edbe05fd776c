"""Word documents (DOCX): prepared for pandoc, read for facts, cleaned for the public."""
