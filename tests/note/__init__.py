"""The note: its plan, its file, and what is read back from it."""
