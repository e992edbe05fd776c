"""Who did what, when: append-only and chained."""
