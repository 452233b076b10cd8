"""How many personal copies a CPU second makes, beside others who make the same change in the same content.

    python -m bench.batch [--copies 400] [--peers 40]

Each tool runs in a process of its own, on one core, twice: once for a few copies, once for many. What the many cost
more is what a copy costs: no tool is charged for its start. All of them write their files.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.run import PPTXGENJS_VERSION, ROOT, first_slug, make_project, outline, read, whole

FEW = 5
PERSONAL = {
    "title": "À votre attention",
    "address": "À l’attention de {civility} {first_name} {last_name}, {function}",
    "salutation": "{greeting},",
    "message": "Vous trouverez ici ce que les villes ont appris, et ce qui peut servir à {territory}.",
}
OURS = """
import sys
from pathlib import Path
from generator.batch.copies import Maker
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
root, slug, edition, proved, count = sys.argv[1:]
maker = Maker(Production(World(Path(root)), slug))
values = dict(civility="Madame", first_name="Anne", function="maire", territory="Rennes", greeting="Madame la Maire")
suffix = edition_named(edition).suffix
for number in range(int(count)):
    block = maker.block(values | {"last_name": f"Durand{number}"})
    data = maker.copy(edition, block)
    if proved == "proved":
        maker.prove(edition, data, block)
    Path(root, "output", f"{number}{suffix}").write_bytes(data)
"""
TYPST = """
import sys, typst
from pathlib import Path
source, output, standards, count = sys.argv[1:]
compiler = typst.Compiler(source)
for number in range(int(count)):
    name = f"À l’attention de Madame Anne Durand{number}, maire de Rennes"
    if hasattr(compiler, "set_sys_inputs"):
        compiler.set_sys_inputs({"name": name})
        data = compiler.compile(format="pdf", pdf_standards=standards.split(","))
    else:
        data = typst.compile(source, format="pdf", sys_inputs={"name": name}, pdf_standards=standards.split(","))
    Path(output, f"{number}.pdf").write_bytes(data)
"""
NAIVE = """
import sys, runpy
from pathlib import Path
script, content, output, suffix, count = sys.argv[1:]
for number in range(int(count)):
    sys.argv = [script, "--content", content, "--output", f"{output}/{number}{suffix}"]
    runpy.run_path(script, run_name="__main__")
"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Count the personal copies that a CPU second makes.")
    parser.add_argument("--copies", type=int, default=400, help="copies of ours")
    parser.add_argument("--peers", type=int, default=40, help="copies of others")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="piliers-bench-") as folder:
        scratch, slug = Path(folder), first_slug()
        make_project(scratch / "ours", slug, "once")
        path = scratch / "ours" / "content" / slug / "publication.yaml"
        path.write_text(path.read_text("utf-8") + f"personal: {json.dumps(PERSONAL, ensure_ascii=False)}\n", "utf-8")
        (scratch / "ours" / "output").mkdir()
        rates = measured(scratch, slug, options.copies, options.peers)
    for name, rate in rates.items():
        print(f"{name:<52} {rate:8.0f} a CPU second")
    for ours, theirs in (("note", "Typst"), ("deck", "PptxGenJS")):
        found = next((rate for name, rate in rates.items() if name.startswith(theirs)), 0)
        if found:
            print(f"{ours}: {rates[f'piliers, {ours}, proved'] / found:.1f} times {theirs}")


def measured(scratch: Path, slug: str, copies: int, peers: int) -> dict[str, float]:
    """Return the copies of a CPU second, by tool."""
    root, python = scratch / "ours", sys.executable
    rates: dict[str, float] = {}
    for edition in ("deck", "note"):
        for proved in ("proved", "unproved"):
            command = [python, "-c", OURS, str(root), slug, edition, proved]
            rates[f"piliers, {edition}, {proved}"] = rate(command, copies)
    out = scratch / "peers"
    out.mkdir()
    for name, script, suffix in (("python-pptx", "naive_pptx", ".pptx"), ("ReportLab", "naive_reportlab", ".pdf")):
        command = [
            python,
            "-c",
            NAIVE,
            str(ROOT / "bench" / f"{script}.py"),
            str(root / "content" / slug),
            str(out),
            suffix,
        ]
        rates[f"naive {name}"] = rate(command, peers)
    rates |= typst(scratch, root / "content" / slug, out, peers)
    return rates | javascript(scratch, root, slug, out, peers)


def typst(scratch: Path, folder: Path, out: Path, peers: int) -> dict[str, float]:
    """Return Typst's rate: the same words in one tagged PDF a copy, by the package from PyPI."""
    try:
        import typst as _typst
    except ImportError:
        print("typst is not installed (pip install typst): SKIPPED", file=sys.stderr)
        return {}
    publication = read(folder / "publication.yaml")
    pillars = [read(folder / "pillars" / f"{name}.yaml") for name in publication["pillars"]]
    source = scratch / "source.typ"
    head = ['#set document(title: "Note")', '#set text(lang: "fr")', '#sys.inputs.at("name", default: "")', ""]
    lines = outline(publication, pillars, "=").splitlines()
    source.write_text("\n".join([*head, *map(_typed, lines)]), encoding="utf-8")
    standard = "ua-1"
    found = rate([sys.executable, "-c", TYPST, str(source), str(out), standard], peers)
    return (
        {f"Typst {_typst.__version__ if hasattr(_typst, '__version__') else ''} ({standard})": found} if found else {}
    )


def _typed(line: str) -> str:
    """Return a line of an outline in Typst's markup, its words as a string."""
    mark, _space, words = line.partition(" ")
    return f"{mark} #{json.dumps(words, ensure_ascii=False)}" if words else line


def javascript(scratch: Path, root: Path, slug: str, out: Path, peers: int) -> dict[str, float]:
    """Return the rates of PptxGenJS and of docxtemplater, if npm can install them into ``scratch``."""
    npm = scratch / "npm"
    npm.mkdir()
    packages = [f"pptxgenjs@{PPTXGENJS_VERSION}", "docxtemplater", "pizzip"]
    install = ["npm", "install", *packages, "--prefix", str(npm), "--silent", "--no-audit", "--no-fund"]
    if shutil.which("npm") is None or subprocess.run(install, check=False).returncode:
        print(f"npm cannot install {', '.join(packages)}: SKIPPED", file=sys.stderr)
        return {}
    content, modules = scratch / "content.json", str(npm / "node_modules")
    content.write_text(json.dumps(whole(root, slug), default=str), encoding="utf-8")
    pptx = ["node", str(ROOT / "bench" / "pptxgenjs.mjs"), modules, str(content), str(out / "peer.pptx")]
    template = scratch / "template.pptx"
    subprocess.run([*pptx[:-1], str(template), "1"], check=True)
    named(template.with_name("template.1.pptx"), template)
    docx = ["node", str(ROOT / "bench" / "docxtemplater.mjs"), modules, str(template), str(out / "copy.pptx")]
    return {f"PptxGenJS {PPTXGENJS_VERSION}": rate(pptx, peers), "docxtemplater, a deck": rate(docx, peers)}


def named(source: Path, target: Path) -> None:
    """Write the deck ``source`` with {name} in the place of the first recipient's name."""
    from pptx import Presentation

    deck: Any = Presentation(str(source))
    for shape in deck.slides[0].shapes:
        if shape.has_text_frame and "Durand1" in shape.text_frame.text:
            shape.text_frame.text = "{name}"
    deck.save(str(target))


def rate(command: list[str], copies: int) -> float:
    """Return the copies of a CPU second that ``command`` makes, once it has begun; 0 where it fails."""
    few, many = (cpu([*command, str(count)]) for count in (FEW, copies + FEW))
    return copies / (many - few) if few and many > few else 0.0


def cpu(command: list[str]) -> float:
    """Return the CPU seconds, user and system, of a process on one core; 0 where it fails."""
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(child.pid, {0})
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        print(f"failed: {' '.join(command)[-120:]}", file=sys.stderr)
        return 0.0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
