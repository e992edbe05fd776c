"""五上墙: five posters drawn from what is public now, and the pages their codes lead to."""
