"""Edit a publication in the browser: its files changed byte by byte, its slides drawn at once."""
