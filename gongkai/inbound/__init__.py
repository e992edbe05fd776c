"""From the citizen to us: arrivals become cases."""
