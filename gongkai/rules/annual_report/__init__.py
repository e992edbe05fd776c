"""The annual report on openness: its tables, their sums, and how a published one is read."""
