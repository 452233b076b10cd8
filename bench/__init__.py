"""Measurements beside other programs, run by hand."""
