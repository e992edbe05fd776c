"""What a case is: an arrival, its owner, its answer."""
