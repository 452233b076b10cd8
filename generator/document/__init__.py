"""From the model to a small document tree: composition by the templates, then passes over the tree.

Knows no output format: no page, no slide, no HTML.
"""
