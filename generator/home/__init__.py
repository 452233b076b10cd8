"""Everybody's edits come home: what people changed in finished files becomes changes of the content."""
