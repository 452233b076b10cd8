"""Run ``python -m generator`` as the command ``piliers``."""

import sys

from generator.cli import main

sys.exit(main())
