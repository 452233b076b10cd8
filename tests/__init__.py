"""The tests, which mirror `generator/`."""
