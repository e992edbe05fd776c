"""What the office's pages ask the shell for."""
