"""What is installed, what is missing and what for: what whoever helps an officer from afar needs to know.

It changes nothing and prints nothing private: no names, no words of the content, the user's folder as ``~``.
"""

from __future__ import annotations

import json
import locale
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from generator import __version__
from generator.errors import ContentError, reason_of
from generator.messages import _, spoken
from generator.progress import Progress
from generator.world import OWN, TEMPLATES, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.judges.table import Judge

OK, MISSING, ABSENT = "ok", "missing", "absent"
_SPACE = 50  # MB: a build of the demonstration writes 2, and holds its new files beside the old
_COMPILED = ("lxml.etree", "msgspec", "pikepdf", "PIL.Image", "pypdfium2", "resvg_py", "uharfbuzz", "watchfiles")
"""What is compiled for a system and a processor, and so may be installed and yet not start."""


class Check(Struct, frozen=True):
    """One thing looked at: what was ``found``; what is missing is needed, what is absent may be; what it is ``for``."""

    code: str
    state: str
    name: str
    found: str
    needed: str = ""
    remedy: str = ""


def examine(world: World) -> list[Check]:
    """Return what was found on this machine, and in the project of ``world`` where there is one."""
    looks: dict[str, Callable[[], Iterator[Check]]] = {
        _("Python"): _python,
        _("Packages"): _packages,
        _("Project"): partial(_project, world),
        _("Templates"): partial(_templates, world),
        _("Fonts"): partial(_fonts, world),
        _("Folders"): partial(_folders, world),
        _("Browser"): _browser,
        _("Language"): _language,
        _("Judges"): _judges,
    }
    return [one for name in Progress(1).over(list(looks)) for one in looks[name]()]


def report(checks: list[Check]) -> str:
    """Return ``checks`` as lines: what is missing and what for, with what to do below."""
    words = {OK: _("there"), MISSING: _("MISSING"), ABSENT: _("absent")}
    wide, long = max(map(len, words.values())), max(len(one.name) for one in checks)
    lines = [f"Piliers {__version__}"]
    for one in checks:
        lines.append(f"  {words[one.state]:<{wide}}  {one.name:<{long}}  {one.found}")
        if one.state != OK:
            lines += [f"  {'':<{wide}}  {'':<{long}}  {text}" for text in (one.needed, one.remedy) if text]
    missing = sum(one.state == MISSING for one in checks)
    lines.append(_("{n} missing: see above.", n=missing) if missing else _("All that a build needs is there."))
    return _shortened("\n".join(lines))


def as_json(checks: list[Check]) -> str:
    """Return ``checks`` for a program to read: codes and states are the same in every language."""
    found = [asdict(one) for one in checks]
    whole = {"piliers": __version__, "ok": is_sound(checks), "checks": found}
    return _shortened(json.dumps(whole, ensure_ascii=False, indent=2))


def is_sound(checks: list[Check]) -> bool:
    """Tell whether nothing is missing that a build needs."""
    return all(one.state != MISSING for one in checks)


def _shortened(text: str) -> str:
    """Return ``text`` with the user's folder as ``~``, also as JSON writes its path."""
    try:
        home = str(Path.home())
    except RuntimeError:  # the system knows none
        return text
    for one in (home, home.replace("\\", "\\\\")):
        text = re.sub(rf"{re.escape(one)}(?![\w.-])", "~", text) if len(home) > 1 else text
    return text


# The program


def _python() -> Iterator[Check]:
    bits = struct.calcsize("P") * 8
    found = f"{sys.implementation.name} {'.'.join(map(str, sys.version_info[:3]))}, {bits} bit, {sys.executable}"
    right = sys.version_info >= (3, 11)
    remedy = "" if right else _("Install Python 3.11 or later from python.org.")
    yield Check("python", OK if right else MISSING, _("Python"), found, _("It runs the program."), remedy)


def _packages() -> Iterator[Check]:
    needed, remedy = _("A build needs it."), _("Install Piliers again: the packages come with it.")
    try:
        wanted = [_requirement(one) for one in requires("piliers") or () if "extra ==" not in one]
    except PackageNotFoundError:
        yield Check("package", ABSENT, "piliers", _("it runs, but is not installed"), "", remedy)
        return
    faults = {name: fault for name, limits in wanted if (fault := _fault_of(name, limits))}
    faults |= {name: fault for name in _COMPILED if (fault := _fault_of_start(name))}
    yield from (Check("package", MISSING, name, fault, needed, remedy) for name, fault in sorted(faults.items()))
    good = sorted(f"{name} {version(name)}" for name, _limits in wanted if name not in faults)
    yield Check("packages", OK, _("Packages"), ", ".join(good))


def _fault_of(name: str, limits: str) -> str:
    try:
        found = version(name)
    except PackageNotFoundError:
        return _("it is not installed")
    return "" if _within(found, limits) else _("{found}, not {limits}", found=found, limits=limits)


def _fault_of_start(module: str) -> str:
    try:
        import_module(module)
    except (ImportError, OSError) as error:
        return _("it does not start ({reason})", reason=str(error))
    return ""


def _requirement(text: str) -> tuple[str, str]:
    """Return the name and the limits of a requirement without extras (PEP 508): ``lxml``, ``<7,>=6.0``."""
    name, limits = re.match(r"([\w.-]+)\s*\(?([^;)]*)", text).groups()  # type: ignore[union-attr]
    return name, limits.strip()


def _within(found: str, limits: str) -> bool:
    """Tell whether a version keeps to limits of the kinds that pyproject.toml uses: at least, and below."""
    given = _numbers(found)
    floors = [_numbers(one) for one in re.findall(r">=\s*([\d.]+)", limits)]
    ends = [_numbers(one) for one in re.findall(r"<\s*([\d.]+)", limits)]
    return all(given >= one for one in floors) and all(given < one for one in ends)


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(one) for one in re.match(r"[\d.]*", text)[0].split(".") if one]  # type: ignore[index]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


# The project


def _project(world: World) -> Iterator[Check]:
    from generator.pipeline.production import publications

    if not (world.root / "content").is_dir():
        found = _("no content/ in {root}", root=str(world.root))
        remedy = _("Go to the project's folder, or give --root.")
        yield Check("project", ABSENT, _("Project"), found, _("Only the machine was looked at."), remedy)
        return
    found = _("publications: {n}, in {root}", n=len(publications(world)), root=str(world.root / "content"))
    yield Check("project", OK, _("Project"), found)


def _templates(world: World) -> Iterator[Check]:
    from generator.theme import read_theme

    name, needed = _("Templates"), _("They are how everything looks.")
    if not (OWN / "theme.yaml").is_file():
        yield Check("templates", MISSING, name, str(OWN), needed, _("Install Piliers again."))
        return
    here = world.root / TEMPLATES
    own = sum(one.is_file() for one in here.rglob("*")) if here != OWN and here.is_dir() else 0
    found = (
        _("{folder}; {n} {n|file of the project overrules|files of the project overrule} them", folder=str(OWN), n=own)
        if own
        else str(OWN)
    )
    try:
        read_theme(world)
        yield Check("templates", OK, name, found)
    except ContentError as error:
        yield Check("templates", MISSING, name, str(error.problems[0]), needed)


def _fonts(world: World) -> Iterator[Check]:
    from generator.text.fonts import FOLDER, STYLES

    families = [
        name
        for name in world.names(FOLDER, "-Regular.ttf")
        if all(world.exists(f"{FOLDER}/{name}-{style}.ttf") for style in STYLES)
    ]
    needed = _("Text is measured with them, and the note carries them.")
    state, remedy = (OK, "") if families else (MISSING, _("Install Piliers again."))
    yield Check("fonts", state, _("Fonts"), ", ".join(families) or _("none"), needed, remedy)
    yield _office_font(world)


def _office_font(world: World) -> Check:
    known = [name for name in ("Calibri", "Carlito") if world.fonts(name)]
    needed = _(
        "Only to look at the deck on this machine: PowerPoint brings Calibri, other programs may take a wider font."
    )
    remedy = _("Where the deck looks wrong here, install Carlito; it is in {folder}.", folder=str(OWN / "fonts"))
    found = ", ".join(known) or _("neither Calibri nor Carlito is installed")
    return Check("office-font", OK if known else ABSENT, _("Font of the deck"), found, needed, remedy)


# The machine


def _folders(world: World) -> Iterator[Check]:
    output = next(one for one in (world.output, *world.output.parents) if one.exists())
    ask = _("Ask for the right to write there, or give another folder by --output.")
    yield _writable("output", _("Folder for built files"), output, _("Built files go there."), ask)
    temporary = Path(tempfile.gettempdir())
    needed = _("Programs put there what they need for a moment.")
    yield _writable("temporary", _("Folder for temporary files"), temporary, needed, _("Ask your helpdesk."))
    cache = World.cache("")
    needed = _("What was made once is kept there; without it, each build takes longer.")
    found = str(cache) if cache else _("there is none that can be written")
    yield Check("cache", OK if cache else ABSENT, _("Cache"), found, needed)
    free = shutil.disk_usage(output).free // 1_000_000
    remedy = "" if free >= _SPACE else _("Make room: a build needs {n} MB.", n=_SPACE)
    state = MISSING if remedy else OK
    needed = _("New files stand beside the old for a moment.")
    yield Check("space", state, _("Free space"), _("{n} MB", n=free), needed, remedy)


def _writable(code: str, name: str, folder: Path, needed: str, remedy: str) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check(code, OK, name, str(folder))
    except OSError as error:
        return Check(code, MISSING, name, f"{folder} ({reason_of(error)})", needed, remedy)


def _browser() -> Iterator[Check]:
    import webbrowser

    needed, remedy = _("“piliers edit” opens it."), _("Copy the address that is printed into your browser.")
    try:
        found, state = str(getattr(webbrowser.get(), "name", "") or sys.platform), OK
    except webbrowser.Error:
        found, state = _("none was found"), ABSENT
    yield Check("browser", state, _("Browser"), found, needed, remedy)
    found, state = "127.0.0.1", OK
    try:
        with socket.socket() as one:
            one.bind((found, 0))
    except OSError as error:
        found, state = f"{found} ({reason_of(error)})", ABSENT
    needed = _("“piliers edit” answers there.")
    remedy = _("Ask your helpdesk to allow programs to listen at 127.0.0.1, which nobody else reaches.")
    yield Check("address", state, _("Address of the editor"), found, needed, remedy)


def _language() -> Iterator[Check]:
    set_to = [
        f"{name}={os.environ[name]}" for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)
    ]
    languages = {"en": _("English"), "fr": _("French")}
    yield Check("language", OK, _("Language of messages"), ", ".join((languages[spoken()], *set_to)))
    encoding = locale.getencoding()
    right = sys.platform == "win32" or encoding.replace("-", "").casefold() == "utf8"  # Windows' console takes UTF-16
    needed = _("Accents in messages may look wrong; the built files are right.")
    remedy = _("Set LANG to a language of UTF-8, such as en_GB.UTF-8.")
    yield Check("encoding", OK if right else ABSENT, _("Letters of the terminal"), encoding, needed, remedy)


# The judges


def _judges() -> Iterator[Check]:
    from generator.judges.table import JUDGES

    for judge in {one.name: one for one in JUDGES}.values():
        yield _judge(judge)


def _judge(judge: Judge) -> Check:
    from generator.judges.tools import JudgeMissing

    name, needed = _("Judge: {name}", name=judge.name), _("Only “piliers conformance” asks it; no build needs it.")
    try:
        return Check("judge", OK, name, judge.version(), needed)
    except (JudgeMissing, OSError, subprocess.SubprocessError) as error:
        return Check("judge", ABSENT, name, str(error), needed)
