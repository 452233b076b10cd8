"""Set up .venv once, then run the command in it: what Piliers.cmd and piliers.command do, and make for its set-up.

    python tools/start.py              open the editor
    python tools/start.py build        run any command
    python tools/start.py --prepare    set up, and no more

It needs Python 3.11 or later and nothing else. What pip says is shown only when it fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.messages import spoken  # noqa: E402 (it needs the standard library alone)

if TYPE_CHECKING:
    from collections.abc import Sequence

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".installed"
PIP = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--config-settings", "editable_mode=compat")
SHOWN = 12  # lines of what pip said last

SENTENCES = {
    "begin": (
        "Setting up Piliers (once; a minute or two)…",
        "Installation de Piliers (une seule fois ; une minute ou deux)…",
    ),
    "packages": ("packages: ", "paquets : "),
    "no venv": (
        "Python cannot make .venv. On Debian and Ubuntu: apt install python3-venv.",
        "Python ne peut pas créer .venv. Sous Debian et Ubuntu : apt install python3-venv.",
    ),
    "no packages": (
        "The packages could not be installed. It takes the internet, once; behind a proxy, ask your helpdesk for the"
        " value of HTTPS_PROXY.",
        "Les paquets n’ont pas pu être installés. Il faut Internet, une fois ; derrière un proxy, demandez la valeur de"
        " HTTPS_PROXY à votre assistance informatique.",
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Set up if need be, then run the command; return its exit code, or 1 when nothing could be set up."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not (is_ready() or prepare()):
        return 1
    if list(arguments) == ["--prepare"]:
        return 0
    command = [str(PYTHON), "-m", "generator", *(arguments or ["edit"])]
    os.chdir(ROOT)
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        with suppress(KeyboardInterrupt):  # which the command has got, too: it is the one to end
            return process.wait()


def is_ready() -> bool:
    """Tell whether all was installed since pyproject.toml was changed, and the Python that it stands on is there."""
    try:
        fresh = STAMP.stat().st_mtime >= (ROOT / "pyproject.toml").stat().st_mtime
        return fresh and subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def prepare() -> bool:
    """Make .venv and install the program in it; return whether that went well, else say why not."""
    say("begin")
    runs = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    if not runs and not followed([sys.executable, "-m", "venv", "--clear", str(VENV)], sys.stderr):
        say("no venv")
        return False
    if not followed([str(PYTHON), *PIP, "-e", "."], sys.stderr):
        say("no packages")
        return False
    STAMP.touch()
    return True


def followed(command: Sequence[str], stream: TextIO) -> bool:
    """Run ``command``; count on a terminal the packages that it names; show its last lines when it fails."""
    said: list[str] = []
    found = 0
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if line.startswith("Collecting ") and stream.isatty():
            found += 1
            stream.write(f"\r  {sentence('packages')}{found}")
            stream.flush()
    if found:
        stream.write("\r" + " " * 40 + "\r")
    if process.wait():
        stream.writelines(said[-SHOWN:])
    return process.returncode == 0


def say(name: str) -> None:
    """Print a sentence on standard error."""
    sys.stderr.write(sentence(name) + "\n")
    sys.stderr.flush()


def sentence(name: str) -> str:
    """Return a sentence in the user's language."""
    return SENTENCES[name][spoken() == "fr"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
