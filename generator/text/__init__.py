"""The only code that measures text: HarfBuzz advances of the vendored fonts, line breaking, hyphenation, fitting.

Lengths are points unless they are called em. Knows no page and no slide.
"""
