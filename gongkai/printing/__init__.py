"""Paper: typeset PDFs, and Word files from templates an office can edit; no Django."""
