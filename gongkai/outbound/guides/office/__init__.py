"""The staff's screens of service guides: which there are, how one starts, all of its elements."""
