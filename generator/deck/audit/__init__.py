"""Audit a finished deck, ours or another's: is it open to everybody, and will PowerPoint open it without repair?

Each slide is parsed once for both questions; what cannot be opened is a finding, never an exception.
"""
