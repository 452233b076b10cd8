"""The only code that measures text: HarfBuzz advances of the vendored fonts, line breaking, hyphenation, fitting.

Lengths are in points, or in em where a docstring says so: one em is the size of the text. It knows no page or slide.
"""
