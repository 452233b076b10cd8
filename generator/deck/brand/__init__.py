"""Somebody's own template: opened with care, read into a ``Design``, and filled without a change to its parts.

Nothing here is imported for the built-in template. XML is parsed without entities and without the network.
"""
