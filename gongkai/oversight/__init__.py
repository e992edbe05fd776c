"""Looking back: what was done in a year, counted and reported."""
