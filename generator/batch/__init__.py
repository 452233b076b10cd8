"""Personal copies: one publication, and for each recipient of a list a deck and a note that bear their name."""
