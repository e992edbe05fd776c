"""在岗: signs that say who is in, badges, and the duty roster."""
