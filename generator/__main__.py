"""Run ``python -m generator`` as the command ``piliers``."""

from generator.process import run

run()
