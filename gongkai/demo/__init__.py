"""A small believable bureau, built by calling the actions."""
