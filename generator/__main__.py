"""Run ``python -m generator`` as the command ``piliers``."""

from generator.cli import run

run()
