"""Judges that we did not write: `findings(path) -> list[str]`, and an empty list is a pass."""
