"""PDF files: text rejoined into paragraphs, pages as pictures, copies without metadata."""
