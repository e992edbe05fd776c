"""Numbers that name things: how each is made, read and checked."""
