"""The annual report on openness, counted from the register of applications."""
