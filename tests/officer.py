"""Show that no test depends on what officers write: edit content/ by chance in a copy of the tree, run the tests there.

``python -m tests.officer [seed] [pytest's arguments]``: it takes as long as the tests do, so it is none of them.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.project import ROOT

LINES = 10


def main(arguments: list[str]) -> int:
    seed = int(arguments.pop(0)) if arguments and arguments[0].isdecimal() else random.randrange(10_000)
    with tempfile.TemporaryDirectory() as folder:
        copy_tree(Path(folder))
        for line in edit(Path(folder) / "content", random.Random(seed)):
            print(line)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not judge", *arguments]
        code = subprocess.run(command, cwd=folder, check=False).returncode
    print(f"seed {seed}: {'no test minds' if code == 0 else 'tests depend on content/'}")
    return code


def copy_tree(folder: Path) -> None:
    """Copy what git knows or would add, as it stands now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def edit(content: Path, chance: random.Random) -> list[str]:
    """Change lines of texts, remove an example, rename a pillar, move a city; return what was done."""
    done = [change_line(path, chance) for path in chance.choices(sorted(content.glob("*/pillars/*.yaml")), k=LINES)]
    done.append(remove_example(chance.choice(sorted(content.glob("*/pillars/*.yaml")))))
    done.append(rename_pillar(chance.choice(sorted(content.glob("*/pillars/*.yaml")))))
    cities = content / "cities.yaml"
    cities.write_text(re.sub(r"latitude: (\d)", r"latitude: 1\1", cities.read_text("utf-8")), "utf-8")
    return [*done, "cities.yaml: every city elsewhere"]


def change_line(path: Path, chance: random.Random) -> str:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = chance.choice([n for n, line in enumerate(lines) if re.match(r"(label|heading): |      [^ -]", line)])
    lines[number] = re.sub(r"\b\w{5,}(?=,? \w)", lambda word: word[0][::-1], lines[number], count=1)
    path.write_text("".join(lines), "utf-8")
    return f"{path.name}:{number + 1}: {lines[number].strip()}"


def remove_example(path: Path) -> str:
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"  - id: .*\n(    .*\n)+", "", text, count=1), "utf-8")
    return f"{path.name}: an example less"


def rename_pillar(path: Path) -> str:
    path.rename(path.with_stem("autre-nom"))
    head = path.parents[1] / "publication.yaml"
    head.write_text(re.sub(rf"\b{path.stem}\b", "autre-nom", head.read_text("utf-8")), "utf-8")
    return f"{path.name}: is now autre-nom.yaml"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
