"""Icons and maps as plain vector paths, which each output draws in its own way.

Nothing here knows a slide, a PDF or a colour, and nothing here opens a file.
"""
