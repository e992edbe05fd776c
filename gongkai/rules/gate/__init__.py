"""The gate before publication: what must not go out, what is wrong, and what to look at again."""
