"""What this installation knows of the law beyond the package, and what follows for open clocks."""
