"""From us to the citizen: draft, check, review, publish, channels."""
