"""From the text of the YAML files to a typed, frozen model; every problem is found at once.

Knows nothing of documents, pages or slides.
"""
