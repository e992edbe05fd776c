"""Words of the public pages that templates cannot say by themselves."""
