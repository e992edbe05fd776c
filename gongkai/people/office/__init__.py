"""Staff screens of people: one's own account, and the operator's settings."""
