"""Translations: what lacks, files for translators and back, and the file that keeps them."""
