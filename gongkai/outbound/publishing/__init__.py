"""The one way out: check, review, clear, publish, correct, withdraw."""
