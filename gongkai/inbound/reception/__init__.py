"""Days on which those who lead an agency receive whoever has something to say to them."""
