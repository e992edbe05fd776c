"""The staff's screens of cases: taken in, handed over, moved on, answered."""
