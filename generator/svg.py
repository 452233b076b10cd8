"""Draw an SVG file as a PNG in a process of its own, which ends when it takes too long or too much memory.

It is run as a script: the drawing comes in by standard input, width and height in pixels (or 0) and the seconds of
computing that it may take as arguments, the picture goes out by standard output. resvg loads no font and, of what
`pictures` lets through, no file.
"""

from __future__ import annotations

import sys
from contextlib import suppress

SECONDS = 1  # of computing: a coat of arms of twenty thousand curves takes half of it
_BYTES = 200 * 1024**2  # of data: drawings take a tenth
_DPI = 96.0  # CSS's pixels of an inch: without them resvg refuses what is in millimetres


def main() -> int:
    """Draw; return 1 when it cannot be drawn."""
    with suppress(ImportError):  # Windows: whoever runs it ends it after a while
        import resource

        seconds = int(sys.argv[3]) if len(sys.argv) > 3 else SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (_BYTES, _BYTES))
    from resvg_py import svg_to_bytes

    width, height = (int(one) or None for one in sys.argv[1:3])
    try:
        text = sys.stdin.buffer.read().decode()
        drawn = svg_to_bytes(text, skip_system_fonts=True, width=width, height=height, dpi=_DPI)
    except ValueError:
        return 1
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
